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

/** Workbooks have some dozens of parts; a picture in each row makes thousands. */
const MOST_ENTRIES = 20_000;
/** What is unpacked may be this large, in bytes: the largest sheet that a program writes has about one gigabyte. */
const MOST_UNPACKED = 4 * 1024 ** 3;
/** Text of cells is packed to a tenth or a thirtieth; what is packed further is made to fill disks and memory. */
const MOST_RATIO = 400;
const SMALL_UNPACKED = 32 * 1024 * 1024;

/** The parts of a zip file, read from where they lie: never more than a piece of it is in memory. */
export class ZipArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  static async open(source: ByteSource): Promise<ZipArchive> {
    return asDamage(async () => {
      const zip = await fromRandomAccessReaderPromise(new SourceReader(source), source.size, { lazyEntries: true, autoClose: false });
      const entries = new Map<string, Entry>();
      if (zip.entryCount > MOST_ENTRIES) throw workbookError('tooLarge', `it has ${zip.entryCount.toLocaleString('en')} parts`);
      for await (const entry of zip.eachEntry()) {
        const path = pathKey(entry.fileName);
        // Two parts of one name are read differently by every program.
        if (entries.has(path)) throw workbookError('damaged', 'two of its parts have the same name');
        entries.set(path, entry);
      }
      return new ZipArchive(zip, entries);
    });
  }

  has(path: string): boolean {
    return this.entries.has(pathKey(path));
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
    if (!entry) throw workbookError('damaged', 'one of its parts is missing');
    if (entry.isEncrypted()) throw workbookError('protected');
    const { compressedSize, uncompressedSize } = entry;
    if (uncompressedSize > MOST_UNPACKED || (uncompressedSize > SMALL_UNPACKED && uncompressedSize > compressedSize * MOST_RATIO))
      throw workbookError('tooLarge', `one of its parts has ${Math.round(uncompressedSize / 1024 ** 2).toLocaleString('en')} MB unpacked`);
    const stream = await asDamage(() => this.zip.openReadStreamPromise(entry));
    let unpacked = 0;
    const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    try {
      for (;;) {
        const { value, done } = await asDamage(() => pieces.next());
        if (done) return;
        unpacked += value.length;
        yield { bytes: value, share: uncompressedSize > 0 ? Math.min(1, unpacked / uncompressedSize) : 1 };
      }
    } finally {
      stream.destroy();
    }
  }
}

/** Whatever is wrong inside the file is told as one thing; that the file itself is gone is told as it is. */
async function asDamage<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw workbookError('damaged');
  }
}

/** Names are compared as Windows does: some programs write `Xl/Workbook.xml`. */
function pathKey(path: string): string {
  return path.replace(/^\/+/, '').toLowerCase();
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
