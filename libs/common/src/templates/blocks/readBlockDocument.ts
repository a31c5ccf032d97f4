import { MOST_SNIPPET_BLOCKS } from '../snippets/snippetTags.js';
import { findConditionProblem } from './blockConditions.js';
import {
  BLOCK_DOCUMENT_VERSION,
  BLOCK_LAYOUTS,
  type BlockCondition,
  type BlockDocument,
  type BlockGroup,
  type BlockKind,
  type BlockLayout,
  MOST_BLOCK_TEXT,
  MOST_BLOCKS,
  MOST_ROWS,
} from './blockDocument.js';
import {
  BLOCK_FIELDS,
  COLUMN_FIELDS,
  CONDITION_FIELDS,
  DOCUMENT_FIELDS,
  type FieldChecks,
  GROUP_FIELDS,
  ROW_FIELDS,
  SOCIAL_FIELDS,
  THEME_FIELDS,
} from './blockFields.js';

export interface BlockProblem {
  readonly code: 'blocks.badShape' | 'blocks.unknownVersion' | 'blocks.tooMany' | 'blocks.tooLong';
  /** `rows.3.columns.0.blocks.2.href`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

export type ReadBlockDocument = { readonly document: BlockDocument } | { readonly problems: readonly BlockProblem[] };

/** Nobody reads more at once. */
const MOST_PROBLEMS = 20;
const MOST_SOCIAL_LINKS = 10;
/** Its blocks are called after it. */
const LONGEST_HOLDER_ID = 44;

/** The document, if it is one in every field; else what is wrong, the first twenty. Unknown fields are refused: they would be lost. */
export function readBlockDocument(given: unknown): ReadBlockDocument {
  const reader = new Reader();
  reader.readDocument(given);
  return reader.problems.length > 0 ? { problems: reader.problems } : { document: given as BlockDocument };
}

/** The blocks of a snippet, judged as those of a document are. */
export function readBlockGroup(given: unknown): { readonly group: BlockGroup } | { readonly problems: readonly BlockProblem[] } {
  const reader = new Reader();
  reader.readGroup(given);
  return reader.problems.length > 0 ? { problems: reader.problems } : { group: given as BlockGroup };
}

type Fields = Readonly<Record<string, unknown>>;

class Reader {
  readonly problems: BlockProblem[] = [];
  private readonly ids = new Set<string>();
  private blocks = 0;
  private characters = 0;

  readDocument(given: unknown): void {
    if (this.isUnknownVersion(given)) return;
    const document = this.fields(given, '', DOCUMENT_FIELDS);
    if (!document) return;
    this.fields(document['theme'], 'theme', THEME_FIELDS);
    this.list(document['rows'], 'rows', MOST_ROWS, (row, path) => this.readRow(row, path));
    if (this.characters > MOST_BLOCK_TEXT)
      this.tell(
        '',
        `All texts together may have at most ${MOST_BLOCK_TEXT.toLocaleString('en')} characters. Shorten them.`,
        'blocks.tooLong',
      );
  }

  private readRow(given: unknown, path: string): void {
    const row = this.fields(given, path, ROW_FIELDS);
    if (!row) return;
    this.readId(row, path);
    this.readCondition(row['condition'], `${path}.condition`);
    this.list(row['columns'], `${path}.columns`, 3, (column, at) => {
      const blocks = this.fields(column, at, COLUMN_FIELDS)?.['blocks'];
      if (blocks !== undefined) this.list(blocks, `${at}.blocks`, MOST_BLOCKS, (one, place) => this.readBlock(one, place));
    });
    const expected = BLOCK_LAYOUTS[row['layout'] as BlockLayout]?.length;
    if (Array.isArray(row['columns']) && expected !== undefined && row['columns'].length !== expected)
      this.tell(
        `${path}.columns`,
        `This layout has ${expected} ${expected === 1 ? 'column' : 'columns'}, and ${row['columns'].length} are given.`,
      );
  }

  /** A group of blocks, as a snippet is one: the same fields, without a page around them. */
  readGroup(given: unknown): void {
    if (this.isUnknownVersion(given)) return;
    const group = this.fields(given, '', GROUP_FIELDS);
    if (group) this.list(group['blocks'], 'blocks', MOST_SNIPPET_BLOCKS, (one, place) => this.readBlock(one, place, true));
  }

  private isUnknownVersion(given: unknown): boolean {
    if (!isRecord(given) || given['version'] === BLOCK_DOCUMENT_VERSION) return false;
    const message = `This document has version ${JSON.stringify(given['version'] ?? null).slice(0, 20)}, and only version ${BLOCK_DOCUMENT_VERSION} is known here. Update Rapport, or save the document again with an editor of this version.`;
    this.tell('version', message, 'blocks.unknownVersion');
    return true;
  }

  private readBlock(given: unknown, path: string, isInside = false): void {
    this.blocks += 1;
    if (this.blocks === MOST_BLOCKS + 1)
      this.tell('rows', `A message may have at most ${MOST_BLOCKS} blocks. Remove some, or join texts.`, 'blocks.tooMany');
    const kind = isRecord(given) ? given['kind'] : undefined;
    if (typeof kind !== 'string' || !Object.hasOwn(BLOCK_FIELDS, kind))
      return this.tell(`${path}.kind`, `kind must be one of: ${Object.keys(BLOCK_FIELDS).join(', ')}`);
    if (isInside && kind === 'snippet')
      return this.tell(`${path}.kind`, 'A snippet cannot hold another snippet. Put both into the message.');
    const block = this.fields(given, path, BLOCK_FIELDS[kind as BlockKind]);
    if (!block) return;
    this.readId(block, path);
    this.readCondition(block['condition'], `${path}.condition`);
    if (kind === 'snippet' && String(block['id']).length > LONGEST_HOLDER_ID)
      this.tell(`${path}.id`, `id of a snippet may have at most ${LONGEST_HOLDER_ID} characters: its blocks have longer ones`);
    if (kind === 'snippet')
      this.list(block['blocks'], `${path}.blocks`, MOST_SNIPPET_BLOCKS, (one, place) => this.readBlock(one, place, true));
    if (kind === 'social')
      this.list(block['links'], `${path}.links`, MOST_SOCIAL_LINKS, (one, place) => this.fields(one, place, SOCIAL_FIELDS));
  }

  private readCondition(given: unknown, path: string): void {
    if (given === null) return;
    const count = this.problems.length;
    const condition = this.fields(given, path, CONDITION_FIELDS);
    if (!condition || this.problems.length > count) return;
    const problem = findConditionProblem(condition as unknown as BlockCondition);
    if (problem) this.tell(`${path}.${problem.field}`, problem.message);
  }

  private readId({ id }: Fields, path: string): void {
    if (typeof id !== 'string') return;
    if (this.ids.has(id)) this.tell(`${path}.id`, 'id occurs twice in the document. Give each row and each block its own.');
    this.ids.add(id);
  }

  /** The object with exactly these fields, or null. */
  private fields(given: unknown, path: string, checks: FieldChecks): Fields | null {
    if (!isRecord(given)) {
      this.tell(path, `${nameOf(path)} must be an object`);
      return null;
    }
    const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
    for (const name of Object.keys(given))
      if (!Object.hasOwn(checks, name)) this.tell(at(name.slice(0, 40)), `${name.slice(0, 40)} is not a field here. Remove it.`);
    for (const [name, check] of Object.entries(checks)) {
      const value = given[name];
      if (typeof value === 'string') this.characters += value.length;
      const problem = value === undefined ? 'is missing' : check(value);
      if (problem !== null) this.tell(at(name), `${name} ${problem}`);
    }
    return given;
  }

  private list(given: unknown, path: string, most: number, read: (one: unknown, path: string) => void): void {
    if (given === undefined) return;
    if (!Array.isArray(given)) return this.tell(path, `${nameOf(path)} must be a list`);
    if (given.length > most) return this.tell(path, `${nameOf(path)} may hold at most ${most} entries`, 'blocks.tooMany');
    given.forEach((one: unknown, index) => {
      if (this.problems.length < MOST_PROBLEMS) read(one, `${path}.${index}`);
    });
  }

  private tell(path: string, message: string, code: BlockProblem['code'] = 'blocks.badShape'): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ code, path, message });
  }
}

function nameOf(path: string): string {
  return /[^.\d][^.]*$/.exec(path.replace(/\.\d+$/, ''))?.[0] ?? 'The document';
}

function isRecord(given: unknown): given is Fields {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
