import { Readable } from 'node:stream';
import { ZipArchive } from '../../../platform/xlsx/ZipArchive.js';
import { noMessageInside, noSuchDocument, unknownImportFile, zipTooLarge, zipTrouble } from './importErrors.js';
import { importLimits } from './importLimits.js';

export interface ImportedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const RULES = { mostEntries: importLimits.entries, mostUnpacked: importLimits.fileBytes, trouble: zipTrouble };
/** What systems add to a ZIP without being asked. */
const NOISE = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;
const MESSAGE = /\.(?:html?|xhtml|mjml)$/i;

/** One message with whatever it came with: a file alone, or what is in a ZIP. */
export class TemplatePackage {
  private unpacked = 0;

  private constructor(
    /** The paths of the messages in it, the likeliest first. */
    readonly documents: readonly string[],
    private readonly single: ImportedFile | null,
    private readonly archive: ZipArchive | null,
  ) {}

  /** @throws AppError `templateImport.damaged`, `templateImport.noMessage`, … */
  static async open(file: ImportedFile): Promise<TemplatePackage> {
    if (isZip(file.bytes)) return TemplatePackage.unzip(file.bytes);
    if (!looksLikeText(file.bytes)) throw unknownImportFile();
    return new TemplatePackage([file.name], file, null);
  }

  private static async unzip(bytes: Buffer): Promise<TemplatePackage> {
    const read = (start: number, end: number): Promise<Readable> => Promise.resolve(Readable.from([bytes.subarray(start, end)]));
    const archive = await ZipArchive.open({ size: bytes.length, read }, RULES);
    const files = archive.files().filter(({ path }) => !NOISE.test(path));
    if (files.some(({ isLink }) => isLink)) throw zipTrouble('unsafePath');
    const documents = files.map(({ path }) => path).filter((path) => MESSAGE.test(path));
    if (documents.length === 0) throw noMessageInside(files.some(({ path }) => /\.zip$/i.test(path)));
    return new TemplatePackage(documents.sort(byLikelihood).slice(0, importLimits.documents), null, archive);
  }

  /** The message that is meant: the one that was chosen, else the likeliest. */
  choose(document: string | undefined): string {
    const wanted = document ?? this.documents[0];
    if (wanted === undefined || !this.documents.includes(wanted)) throw noSuchDocument();
    return wanted;
  }

  read(path: string): Promise<Buffer> {
    return this.single ? Promise.resolve(this.single.bytes) : this.unpack(path);
  }

  /** The path of a file that a message names, whatever its case and encoding; null when it is not there. */
  find(document: string, reference: string): string | null {
    if (this.archive === null) return null;
    const bare = reference.replace(/[?#].*$/s, '').replaceAll('\\', '/');
    for (const name of new Set([bare, decoded(bare)])) {
      const path = resolved(document, name);
      if (path !== null && this.archive.has(path)) return path;
    }
    return null;
  }

  private async unpack(path: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const { bytes } of (this.archive as ZipArchive).read(path)) {
      this.unpacked += bytes.length;
      if (this.unpacked > importLimits.unpackedBytes) throw zipTooLarge('its files are larger than 100 MB together');
      pieces.push(bytes);
    }
    return Buffer.concat(pieces);
  }
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')) || bytes.subarray(0, 4).equals(Buffer.from('PK\u0005\u0006'));
}

/** Markup begins soon, in one byte or two a character; pictures, PDF and programs do not look like that. */
function looksLikeText(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4_096).toString('latin1').replaceAll('\0', '');
  return (
    !/^(?:%PDF|\u0089PNG|GIF8|\u00ff\u00d8\u00ff|MZ|\u007fELF)/.test(start) &&
    /[<>{}\w]/.test(start) &&
    !/[\u0001-\u0008\u000e-\u001a]/.test(start)
  );
}

/** `index.html` before others, what lies high before what lies deep. */
function byLikelihood(one: string, other: string): number {
  const rank = (path: string): number => path.split('/').length * 2 - (/(?:^|\/)index\.\w+$/i.test(path) ? 1 : 0);
  return rank(one) - rank(other) || one.localeCompare(other, 'en');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Beside the message, never outside of the package. */
function resolved(document: string, reference: string): string | null {
  const steps = reference.startsWith('/') ? [] : document.split('/').slice(0, -1);
  for (const step of reference.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return null;
    } else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.length === 0 ? null : steps.join('/');
}
