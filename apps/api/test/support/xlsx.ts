import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** A cell as XML, or its text as an inline string. */
export type Cell = string | null | { readonly xml: string };
export interface SheetParts {
  readonly name?: string;
  readonly state?: string;
  /** Rows as cells; `null` is a row that is left out. */
  readonly rows?: readonly (readonly Cell[] | null)[];
  /** Numbers of rows (from 1) that are hidden. */
  readonly hidden?: readonly number[];
  /** Such as `A2:A4`. */
  readonly merged?: readonly string[];
  /** The whole part, instead of all this. */
  readonly xml?: string;
}
export interface WorkbookParts {
  readonly sheets: readonly SheetParts[];
  readonly shared?: readonly string[];
  /** Format codes: the style number 1 has the first. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
  /** Further parts, or ones that replace those made here; null leaves one out. */
  readonly parts?: Readonly<Record<string, string | Buffer | null>>;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
export const number = (value: string | number, style = 0): Cell => ({ xml: `<c s="${style}"><v>${value}</v></c>` });
export const shared = (index: number): Cell => ({ xml: `<c t="s"><v>${index}</v></c>` });
export const failing = (error: string): Cell => ({ xml: `<c t="e"><f>A1</f><v>${error}</v></c>` });

function cellXml(cell: Cell): string {
  if (cell === null) return '<c/>';
  return typeof cell === 'string' ? `<c t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>` : cell.xml;
}

function sheetXml({ rows = [], hidden = [], merged = [], xml }: SheetParts): string {
  if (xml !== undefined) return xml;
  const lines = rows.map((cells, i) =>
    cells === null ? '' : `<row r="${i + 1}"${hidden.includes(i + 1) ? ' hidden="1"' : ''}>${cells.map(cellXml).join('')}</row>`,
  );
  const merges = merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : '';
  return `<?xml version="1.0"?><worksheet><sheetData>${lines.join('')}</sheetData>${merges}</worksheet>`;
}

/** A workbook as Excel writes it, of parts that a test chooses. */
export async function xlsx({ sheets, shared: texts, formats = [], date1904 = false, parts = {} }: WorkbookParts): Promise<Buffer> {
  const files: Record<string, string | Buffer | null> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': '<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escape(name ?? `Sheet${i + 1}`)}" sheetId="${i + 1}" r:id="rId${i + 1}"${state ? ` state="${state}"` : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="rId${i + 1}" Type="http://x/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="s" Type="http://x/styles" Target="styles.xml"/><Relationship Id="t" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escape(code).replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`).join('')}</cellXfs></styleSheet>`,
    ...(texts
      ? { 'xl/sharedStrings.xml': `<sst>${texts.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>` }
      : {}),
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)])),
    ...parts,
  };
  return zipOf(files);
}

export function zipOf(files: Readonly<Record<string, string | Buffer | null>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [path, content] of Object.entries(files))
    if (content !== null) zip.addBuffer(Buffer.from(content), path, { compress: path !== 'mimetype' });
  zip.end();
  return buffer(zip.outputStream as unknown as NodeJS.ReadableStream);
}
