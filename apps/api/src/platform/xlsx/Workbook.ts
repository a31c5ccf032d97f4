import { builtInFormat, formatOfCode, type NumberFormat, PLAIN } from './numberFormats.js';
import { attributeOf, readXml } from './readXml.js';
import { SharedStrings } from './SharedStrings.js';
import { TextCollector } from './TextCollector.js';
import { workbookError } from './workbookErrors.js';
import { type ByteSource, ZipArchive } from './ZipArchive.js';

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Its part of the archive. */
  readonly path: string;
}

const MOST_SHEETS = 500;
const MOST_NAME = 100;
/** What a program can make: 65,490 styles and a few hundred formats. */
const MOST_STYLES = 100_000;

/** An XLSX workbook: what is needed to read any of its sheets. */
export class Workbook {
  private strings: Promise<SharedStrings> | null = null;

  private constructor(
    readonly archive: ZipArchive,
    readonly sheets: readonly Sheet[],
    readonly hasDatesFrom1904: boolean,
    /** By the number of the style that a cell names. */
    private readonly formats: readonly NumberFormat[],
    private readonly stringsPath: string,
  ) {}

  static async open(source: ByteSource): Promise<Workbook> {
    const archive = await ZipArchive.open(source);
    const path = await mainPart(archive);
    if (path.endsWith('.bin')) throw workbookError('binary');
    const relations = await readRelations(archive, path);
    const { sheets, hasDatesFrom1904 } = await readSheets(archive, path, relations);
    if (sheets.length === 0) throw workbookError('damaged', 'it has no sheet with cells');
    const styles = [...relations.values()].find(({ type }) => type === 'styles')?.path ?? 'xl/styles.xml';
    const strings = [...relations.values()].find(({ type }) => type === 'sharedStrings')?.path ?? 'xl/sharedStrings.xml';
    return new Workbook(archive, sheets, hasDatesFrom1904, archive.has(styles) ? await readFormats(archive, styles) : [], strings);
  }

  formatOf(style: string | undefined): NumberFormat {
    return style === undefined ? PLAIN : (this.formats[Number(style)] ?? PLAIN);
  }

  /** Read once, before the first sheet. */
  sharedStrings(): Promise<SharedStrings> {
    return (this.strings ??= this.archive.has(this.stringsPath)
      ? readSharedStrings(this.archive, this.stringsPath)
      : Promise.resolve(new SharedStrings()));
  }
}

interface Relation {
  readonly type: string;
  readonly path: string;
}

async function mainPart(archive: ZipArchive): Promise<string> {
  if (archive.has('_rels/.rels'))
    for (const { type, path } of (await readRelations(archive, '')).values()) if (type === 'officeDocument') return path;
  if (archive.has('xl/workbook.xml')) return 'xl/workbook.xml';
  if (archive.has('xl/workbook.bin')) return 'xl/workbook.bin';
  throw workbookError('damaged', 'it has no workbook inside');
}

/** What a part points to, by the id of the relation. */
async function readRelations(archive: ZipArchive, part: string): Promise<Map<string, Relation>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const relations = new Map<string, Relation>();
  const path = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!archive.has(path)) return relations;
  await readXml(archive.read(path), {
    open: (name, { Id, Type, Target }) => {
      if (name !== 'Relationship' || !Id || !Type || !Target || relations.size > 10 * MOST_SHEETS) return;
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), path: resolve(folder, Target) });
    },
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const names: string[] = [];
  for (const name of `${folder}${target}`.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

async function readSheets(
  archive: ZipArchive,
  path: string,
  relations: ReadonlyMap<string, Relation>,
): Promise<Pick<Workbook, 'sheets' | 'hasDatesFrom1904'>> {
  const sheets: Sheet[] = [];
  let hasDatesFrom1904 = false;
  await readXml(archive.read(path), {
    open: (name, attributes) => {
      if (name === 'workbookPr') hasDatesFrom1904 = isOn(attributes.date1904);
      if (name !== 'sheet' || sheets.length === MOST_SHEETS) return;
      const relation = relations.get(attributeOf(attributes, 'id') ?? '');
      // Sheets of charts and macros have no cells.
      if (relation?.type !== 'worksheet' || !archive.has(relation.path)) return;
      const shown = (attributes.name ?? '').slice(0, MOST_NAME) || `Sheet ${sheets.length + 1}`;
      sheets.push({ name: shown, isHidden: (attributes.state ?? 'visible') !== 'visible', path: relation.path });
    },
  });
  return { sheets, hasDatesFrom1904 };
}

async function readFormats(archive: ZipArchive, path: string): Promise<NumberFormat[]> {
  const codes = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let isInCells = false;
  await readXml(archive.read(path), {
    open: (name, attributes) => {
      if (name === 'cellXfs') isInCells = true;
      else if (name === 'numFmt' && codes.size < MOST_STYLES)
        codes.set(Number(attributes.numFmtId), formatOfCode(attributes.formatCode ?? ''));
      else if (name === 'xf' && isInCells && formats.length < MOST_STYLES) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(codes.get(id) ?? builtInFormat(id));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return formats;
}

async function readSharedStrings(archive: ZipArchive, path: string): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const text = new TextCollector();
  await readXml(archive.read(path), {
    open: (name) => {
      if (name === 'si') text.begin();
      text.open(name);
    },
    text: (piece) => text.add(piece),
    close: (name) => {
      text.close(name);
      if (name === 'si') strings.add(text.take());
    },
  });
  return strings;
}

export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
