import { PassThrough, type Readable } from 'node:stream';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { AppError } from '../http/AppError.js';
import { workbookError } from './workbookErrors.js';

/** A file of which any piece can be read. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** From `start` up to and without `end`. */
  read(start: number, end: number): Promise<Readable>;
}

export type ZipTrouble = 'damaged' | 'protected' | 'tooLarge' | 'unsafePath';

/** How large a zip file may be, and in which words its faults are told. */
export interface ZipRules {
  readonly mostEntries: number;
  /** Of one part, unpacked, in bytes. */
  readonly mostUnpacked: number;
  readonly trouble: (trouble: ZipTrouble, what?: string) => AppError;
}

/** Workbooks have some dozens of parts; a picture in each row makes thousands. The largest sheet that a program writes has about one gigabyte. */
const WORKBOOK: ZipRules = {
  mostEntries: 20_000,
  mostUnpacked: 4 * 1024 ** 3,
  trouble: (trouble, what) => (trouble === 'unsafePath' ? workbookError('damaged') : workbookError(trouble, what)),
};
/** Text of cells is packed to a tenth or a thirtieth; what is packed further is made to fill disks and memory. */
const MOST_RATIO = 400;
const SMALL_UNPACKED = 32 * 1024 * 1024;

/** The parts of a zip file, read from where they lie: never more than a piece of it is in memory. */
export class ZipArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly rules: ZipRules,
  ) {}

  static async open(source: ByteSource, rules = WORKBOOK): Promise<ZipArchive> {
    return asDamage(rules, async () => {
      const zip = await fromRandomAccessReaderPromise(new SourceReader(source), source.size, { lazyEntries: true, autoClose: false });
      const entries = new Map<string, Entry>();
      if (zip.entryCount > rules.mostEntries) throw rules.trouble('tooLarge', `it has ${zip.entryCount.toLocaleString('en')} parts`);
      for await (const entry of zip.eachEntry()) {
        const path = pathKey(nameOf(entry));
        // Two parts of one name are read differently by every program.
        if (entries.has(path)) throw rules.trouble('damaged', 'two of its parts have the same name');
        entries.set(path, entry);
      }
      return new ZipArchive(zip, entries, rules);
    });
  }

  has(path: string): boolean {
    return this.entries.has(pathKey(path));
  }

  /** The files in it, not its folders, by the names that they were packed with; sizes in bytes as the file says, unpacked. */
  files(): { readonly path: string; readonly size: number; readonly isLink: boolean }[] {
    return [...this.entries.values()].flatMap((entry) => {
      const path = nameOf(entry);
      return path.endsWith('/') ? [] : [{ path, size: entry.uncompressedSize, isLink: isLink(entry) }];
    });
  }

  hasFolder(path: string): boolean {
    const start = pathKey(path);
    return [...this.entries.keys()].some((name) => name.startsWith(start));
  }

  /** The packed bytes of one part; 0 when there is none. */
  packedSize(path: string): number {
    return this.entries.get(pathKey(path))?.compressedSize ?? 0;
  }

  /** One part, unpacked in pieces. `onRead` is told how many of its packed bytes have been read so far, about. */
  async *read(path: string): AsyncGenerator<{ readonly bytes: Buffer; readonly share: number }> {
    const entry = this.entries.get(pathKey(path));
    if (!entry) throw this.rules.trouble('damaged', 'one of its parts is missing');
    if (entry.isEncrypted()) throw this.rules.trouble('protected');
    const { compressedSize, uncompressedSize } = entry;
    if (uncompressedSize > this.rules.mostUnpacked || (uncompressedSize > SMALL_UNPACKED && uncompressedSize > compressedSize * MOST_RATIO))
      throw this.rules.trouble(
        'tooLarge',
        `one of its parts has ${Math.round(uncompressedSize / 1024 ** 2).toLocaleString('en')} MB unpacked`,
      );
    const stream = await asDamage(this.rules, () => this.zip.openReadStreamPromise(entry));
    let unpacked = 0;
    const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    try {
      for (;;) {
        const { value, done } = await asDamage(this.rules, () => pieces.next());
        if (done) return;
        unpacked += value.length;
        if (unpacked > this.rules.mostUnpacked) throw this.rules.trouble('tooLarge', 'one of its parts is larger than it says');
        yield { bytes: value, share: uncompressedSize > 0 ? Math.min(1, unpacked / uncompressedSize) : 1 };
      }
    } finally {
      stream.destroy();
    }
  }
}

/** Whatever is wrong inside the file is told as one thing; that the file itself is gone is told as it is. */
async function asDamage<T>(rules: ZipRules, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && /^(?:absolute path|invalid relative path)/.test(error.message)) throw rules.trouble('unsafePath');
    throw rules.trouble('damaged');
  }
}

/** Names are packed in UTF-8 by every system of today, also where the flag that says so is missing. */
function nameOf(entry: Entry): string {
  if ((entry.generalPurposeBitFlag & 0x800) !== 0) return entry.fileName;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(entry.fileNameRaw).replaceAll('\\', '/');
  } catch {
    return entry.fileName;
  }
}

function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  return versionMadeBy >> 8 === 3 && ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

/** Names are compared as Windows does: some programs write `Xl/Workbook.xml`. */
function pathKey(path: string): string {
  return path.replace(/^\/+/, '').normalize('NFC').toLowerCase();
}

class SourceReader extends RandomAccessReader {
  constructor(private readonly source: ByteSource) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const through = new PassThrough();
    this.source.read(start, end).then(
      (stream) => {
        stream.on('error', (error) => through.destroy(error));
        through.on('close', () => stream.destroy());
        stream.pipe(through);
      },
      (error: unknown) => through.destroy(error as Error),
    );
    return through;
  }
}
