import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import yazl from 'yazl';

/** A sheet has no room for more, header included. */
const MOST_ROWS = 1_048_576;
/** A cell has no room for more, in UTF-16 units. */
const MOST_TEXT = 32_767;

type Rows = readonly (readonly string[])[];

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * An XLSX workbook of text cells, written while its rows come: any size in flat memory. The first page is the header, which stands on every
 * sheet; a sheet that is full is followed by another. Nothing in it is run as a formula: every cell is text.
 */
export function writeXlsx(pages: AsyncGenerator<Rows>, name: string, mostRows = MOST_ROWS): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as unknown as Readable;
  fill(zip, pages, name, mostRows).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

async function fill(zip: yazl.ZipFile, pages: AsyncGenerator<Rows>, name: string, mostRows: number): Promise<void> {
  const header = ((await pages.next()).value as Rows | undefined)?.[0] ?? [];
  const rest: Pending = { rows: [], isOver: false };
  let sheets = 0;
  do {
    sheets += 1;
    const sheet = Readable.from(sheetXml(header, pages, rest, mostRows));
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets}.xml`);
    await finished(sheet);
  } while (!rest.isOver || rest.rows.length > 0);
  for (const [path, xml] of parts(name, sheets)) zip.addBuffer(Buffer.from(HEAD + xml), path);
  zip.end();
}

/** Rows that were read and had no room on the sheet before. */
interface Pending {
  rows: Rows;
  isOver: boolean;
}

async function* sheetXml(header: readonly string[], pages: AsyncGenerator<Rows>, rest: Pending, mostRows: number): AsyncGenerator<string> {
  // Frozen, so that the header stays in sight.
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rowXml(header, 1)}`;
  let written = 1;
  for (;;) {
    if (rest.rows.length === 0 && !rest.isOver) {
      const next = await pages.next();
      if (next.done) rest.isOver = true;
      else rest.rows = next.value;
    }
    const now = rest.rows.slice(0, mostRows - written);
    rest.rows = rest.rows.slice(now.length);
    const first = written + 1;
    written += now.length;
    if (now.length > 0) yield now.map((row, i) => rowXml(row, first + i)).join('');
    if (written === mostRows || (rest.isOver && rest.rows.length === 0)) break;
  }
  yield '</sheetData></worksheet>';
}

/** Rows and cells say where they are: some readers count on it. An empty cell is left out. */
function rowXml(cells: readonly string[], number: number): string {
  return `<row r="${number}">${cells.map((text, i) => (text === '' ? '' : cellXml(text, `${columnName(i)}${number}`))).join('')}</row>`;
}

function cellXml(text: string, place: string): string {
  const fitting = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escape(fitting)}</t></is></c>`;
}

/** A, B, …, Z, AA, … */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** What XML cannot hold is written as `_x0001_`, as the format says; what only looks like that is escaped. A lone surrogate is no character. */
const SPECIAL = /[&<>]|_(?=x[0-9A-Fa-f]{4}_)|[\u0000-\u0008\u000b\u000c\r\u000e-\u001f\ufffe\uffff]/g;

const LONE_SURROGATE = /\p{Surrogate}/gu;

function escape(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd').replace(SPECIAL, (found) => {
    switch (found) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '_':
        return '_x005F_';
      default:
        return `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
    }
  });
}

function parts(name: string, sheets: number): [path: string, xml: string][] {
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1);
  const title = (n: number): string => (n === 1 ? name : `${name} ${n}`);
  return [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbers.map((n) => `<sheet name="${title(n)}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
    ],
  ];
}
