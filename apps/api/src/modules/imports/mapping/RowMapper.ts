import { type CustomFieldType, fieldRules, isEmptyWord, isFamilyName, keysOf, readField, type ReadingHints } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { phoneValueReader } from '../../../platform/phone/phoneValueReader.js';
import { suppressionOf, type ConsentRule, type ImportedSuppression } from '../consent/consentRule.js';
import type { IntakePoint, IntakeRow } from '../../lists/public.js';
import { cutRaw, type Reject, type Row } from '../csv/RowReader.js';
import { cleanCell, mainValue, nameBesideAddress, oneLine } from './cells.js';
import type { CellProblem } from './cellProblem.js';
import { listNamed, type NamedLists, stageNameIn, withoutSystemGroups } from './listNames.js';
import { labelIn, NO_COUNTRY, readPoints, type ReadPoint } from './readPoints.js';
import { splitFullName } from './splitFullName.js';
import type { FixedTarget } from './targets.js';

export interface CustomFieldRule {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
}

/** Data alone: a plan is handed to the thread that reads. */
export type ColumnHints = Omit<ReadingHints, 'readPhone'>;

export interface MappedColumn {
  readonly index: number;
  /** Name shown to people. */
  readonly name: string;
  readonly target: Exclude<FixedTarget, 'ignore'> | CustomFieldRule;
  readonly hints: ColumnHints;
  /** Of further addresses and numbers: what they are called, and the column that says it row by row. */
  readonly label?: string | null;
  readonly labelIndex?: number | null;
  /** Of a column of lists or stages. */
  readonly lists?: NamedLists;
}

/** The key of options that a person has decided to leave out. */
export const LEFT_OUT = '\u0001';

export interface MappingPlan {
  /** The columns that are imported; ignored ones are not in it. */
  readonly columns: readonly MappedColumn[];
  readonly hasMultiValues: boolean;
  /** NULL, n/a, - and their like are no values. */
  readonly emptyWords: boolean;
  /** Rows name their contact by its id. */
  readonly matchesById?: boolean;
  readonly consent: ConsentRule;
  /** For phone numbers without a country code. */
  readonly defaultCountry: CountryCode | null;
}

/** One contact as a row describes it, and where the row is. */
export interface ContactDraft extends IntakeRow, Omit<Row, 'cells'> {
  /** Where the contacts come from, this person must not be written to. */
  readonly suppression: ImportedSuppression | null;
  /** Cells that could not be read: the row is imported without them. */
  readonly leftOut: readonly LeftOutCell[];
}

/** A cell that could not be read, told so that a person finds and mends it. */
export interface LeftOutCell {
  readonly columnIndex: number;
  readonly column: string;
  readonly code: string;
  readonly reason: string;
  /** As it is in the file, at most 200 characters. */
  readonly value: string;
}

/** What a row says about a contact, while it is read cell by cell. */
export type OpenDraft = { -readonly [Name in keyof Omit<IntakeRow, 'custom' | 'points' | 'listIds'>]: IntakeRow[Name] } & {
  readonly custom: (string | null)[];
  points?: IntakePoint[];
  listIds?: string[];
};

const MAX_NAME = 200;
const MAX_SHOWN = 200;

/** Makes contacts out of rows. Pure: the same row and plan give the same answer, so an interrupted import can be read again. */
export class RowMapper {
  /** Places of the custom columns among the custom values. */
  private readonly places = new Map<MappedColumn, number>();
  private readonly firstNameIndex: number | undefined;
  /** Of a file without names: they may be beside the addresses. */
  private readonly emailIndex: number | undefined;
  private readonly hints = new Map<MappedColumn, ReadingHints>();

  constructor(private readonly plan: MappingPlan) {
    for (const column of plan.columns) if (typeof column.target !== 'string') this.places.set(column, this.places.size);
    const readPhone = phoneValueReader(plan.defaultCountry);
    for (const column of plan.columns) this.hints.set(column, { ...column.hints, readPhone });
    this.firstNameIndex = plan.columns.find(({ target }) => target === 'firstName')?.index;
    const hasNames = plan.columns.some(({ target }) => target === 'firstName' || target === 'lastName' || target === 'fullName');
    this.emailIndex = hasNames ? undefined : plan.columns.find(({ target }) => target === 'primaryEmail')?.index;
  }

  map(row: Row): ContactDraft | Reject {
    const draft = this.openDraft();
    const leftOut: LeftOutCell[] = [];
    for (const column of this.plan.columns) {
      const cell = row.cells[column.index] ?? '';
      const problem = cell === '' ? null : this.read(draft, column, row.cells);
      if (!problem) continue;
      // Without its address a row would be another contact, without its stage one that is forgotten; and wrong characters in one cell mean wrong ones in others.
      const isMeant = column.target === 'stage' || (column.target === 'primaryEmail' && !problem.isPartial);
      if (isMeant || problem === WRONG_BYTES || problem === NUL) return reject(row, column.name, problem);
      const { code, reason } = problem;
      leftOut.push({ columnIndex: column.index, column: column.name, code, reason, value: storedCell(cell) });
    }
    putFirstPoint(draft);
    if (this.emailIndex !== undefined && draft.firstName === null && draft.lastName === null)
      this.putFullName(draft, nameBesideAddress(cleanCell(row.cells[this.emailIndex] ?? '')) ?? '');
    if (isNobody(draft)) return leftOut[0] ? reject(row, leftOut[0].column, leftOut[0]) : reject(row, null, NOBODY);
    return {
      line: row.line,
      rowNumber: row.rowNumber,
      raw: cutRaw(row.raw),
      ...draft,
      suppression: suppressionOf(this.plan.consent, row.cells),
      leftOut,
    };
  }

  openDraft(): OpenDraft {
    return {
      firstName: null,
      lastName: null,
      primaryEmail: null,
      primaryPhone: null,
      phoneE164: null,
      company: null,
      createdOn: null,
      custom: new Array<string | null>(this.places.size).fill(null),
    };
  }

  /** Puts what one cell of the row says into the draft; answers what is wrong with it. */
  read(draft: OpenDraft, column: MappedColumn, cells: readonly string[]): CellProblem | null {
    const cell = cleanCell(cells[column.index] ?? '');
    if (cell === '') return null;
    const damage = damageIn(cell);
    if (damage) return damage;
    if (this.plan.emptyWords && isEmptyWord(cell) && !this.isMeant(cell, column, cells)) return null;
    return this.put(draft, column, cell, cells);
  }

  /** Which place the values of a custom column have in the draft. */
  placeOf(column: MappedColumn): number | undefined {
    return this.places.get(column);
  }

  /** Null is a family name, and "None" may be an option. */
  private isMeant(word: string, { target, hints }: MappedColumn, cells: readonly string[]): boolean {
    if (typeof target !== 'string')
      return fieldRules(target.fieldType).hasOptions && hints.options.some(({ key, label }) => label === word || key === word);
    return target === 'lastName' && isFamilyName(word, this.hasFirstName(cells));
  }

  private hasFirstName(cells: readonly string[]): boolean {
    const cell = this.firstNameIndex === undefined ? '' : cleanCell(cells[this.firstNameIndex] ?? '');
    return cell !== '' && !isEmptyWord(cell);
  }

  private put(draft: OpenDraft, column: MappedColumn, cell: string, cells: readonly string[]): CellProblem | null {
    const { target } = column;
    const hints = this.hints.get(column);
    if (!hints) throw new Error(`The column ${column.name} is not of this plan.`);
    if (typeof target !== 'string') {
      const reading = readField(target.fieldType, cell, hints);
      if ('problem' in reading) return { code: reading.problem.code, reason: reading.problem.message };
      const { hasOptions } = fieldRules(target.fieldType);
      draft.custom[this.places.get(column) ?? -1] = hasOptions ? withoutLeftOut(reading.value) : reading.value;
      return null;
    }
    const text = oneLine(this.plan.hasMultiValues ? mainValue(cell) : cell);
    if (text === '') return null;
    switch (target) {
      case 'firstName':
      case 'lastName':
      case 'company':
        if (text.length > MAX_NAME) return tooLong(column.name);
        draft[target] = text;
        return null;
      case 'fullName':
        return text.length > MAX_NAME ? tooLong(column.name) : this.putFullName(draft, text);
      case 'primaryEmail':
        return this.putPrimary(draft, column, 'email', cell);
      case 'primaryPhone':
        return this.putPrimary(draft, column, 'phone', cell);
      case 'furtherEmail':
        return this.putFurther(draft, column, 'email', { cell, cells });
      case 'furtherPhone':
        return this.putFurther(draft, column, 'phone', { cell, cells });
      case 'lists':
        return putLists(draft, column, withoutSystemGroups(cell, this.plan.hasMultiValues));
      case 'stage':
        return putStage(draft, column, stageNameIn(text));
      case 'contactId':
        if (this.plan.matchesById) draft.contactId = text.toLowerCase();
        return null;
      case 'createdOn': {
        const reading = readField('dateTime', text, hints);
        if ('problem' in reading) return { code: reading.problem.code, reason: reading.problem.message };
        draft.createdOn = reading.value;
        return null;
      }
    }
  }

  /** "NULL NULL" is what becomes of two empty columns that were joined. */
  private putFullName(draft: OpenDraft, text: string): null {
    const { firstName, lastName } = splitFullName(text);
    const isFirst = firstName !== '' && !(this.plan.emptyWords && isEmptyWord(firstName));
    const isLast = lastName !== '' && !(this.plan.emptyWords && isEmptyWord(lastName) && !isFamilyName(lastName, isFirst));
    if (isFirst) draft.firstName ??= firstName;
    if (isLast) draft.lastName ??= lastName;
    return null;
  }

  /**
   * The first of several is the primary one, the others are further ones. A number of an unknown country is kept as typed: it is worth more
   * than nothing, and a person can mend it.
   */
  private putPrimary(draft: OpenDraft, column: MappedColumn, kind: IntakePoint['kind'], cell: string): CellProblem | null {
    const { points, problem } = readPoints(kind, cell, this.plan.defaultCountry);
    const [first, ...others] = points;
    if (!first) return problem;
    if (kind === 'email') draft.primaryEmail = first.value;
    else [draft.primaryPhone, draft.phoneE164] = [first.value, first.key];
    const left = addPoints(draft, column, others, null);
    return partly(problem ?? left);
  }

  private putFurther(
    draft: OpenDraft,
    column: MappedColumn,
    kind: IntakePoint['kind'],
    { cell, cells }: { cell: string; cells: readonly string[] },
  ): CellProblem | null {
    const { points, problem } = readPoints(kind, cell, this.plan.defaultCountry);
    const own = typeof column.labelIndex === 'number' ? labelIn(cleanCell(cells[column.labelIndex] ?? '')) : null;
    const left = addPoints(draft, column, points, own ?? column.label ?? null);
    return problem ?? left;
  }
}

const NOBODY: CellProblem = {
  code: 'contact.empty',
  reason: 'None of the chosen columns has a value in this row, so there is no contact to add.',
};
const WRONG_BYTES: CellProblem = {
  code: 'row.invalidBytes',
  reason:
    'This cell contains bytes that are not valid in the chosen encoding. Import the file again with another encoding, or correct the row.',
};
const NUL: CellProblem = {
  code: 'row.nulCharacter',
  reason: 'This cell contains a NUL character, which text never does. The file may be damaged.',
};

function damageIn(cell: string): CellProblem | null {
  if (cell.includes('\ufffd')) return WRONG_BYTES;
  return cell.includes('\0') ? NUL : null;
}

function addPoints(draft: OpenDraft, { index }: MappedColumn, points: readonly ReadPoint[], label: string | null): CellProblem | null {
  for (const { kind, value, key } of points) if (key !== null) (draft.points ??= []).push({ kind, value, key, label, columnIndex: index });
  return points.some(({ key }) => key === null) ? NO_COUNTRY : null;
}

function putLists(draft: OpenDraft, { lists = {} }: MappedColumn, names: readonly string[]): CellProblem | null {
  const unknown: string[] = [];
  for (const name of names) {
    const id = listNamed(name, lists);
    if (id === undefined) unknown.push(name);
    else if (id !== null && !draft.listIds?.includes(id)) (draft.listIds ??= []).push(id);
  }
  const shown = unknown.slice(0, 5).map((name) => `“${storedCell(name)}”`);
  return shown.length === 0
    ? null
    : { code: 'list.unknown', reason: `There is no list ${shown.join(', ')}. Create it, or choose in the columns what it means.` };
}

function putStage(draft: OpenDraft, { lists = {} }: MappedColumn, name: string): CellProblem | null {
  const id = listNamed(name, lists);
  if (id !== undefined) draft.stageId = id;
  return id === undefined
    ? { code: 'stage.unknown', reason: `There is no stage “${storedCell(name)}”. Create it, or choose in the columns what it means.` }
    : null;
}

function withoutLeftOut(value: string | null): string | null {
  if (value === null || !value.includes(LEFT_OUT_STORED)) return value === LEFT_OUT ? null : value;
  const keys = keysOf(value).filter((key) => key !== LEFT_OUT);
  return keys.length === 0 ? null : JSON.stringify(keys);
}

/** As it is in a stored list of keys. */
const LEFT_OUT_STORED = JSON.stringify(LEFT_OUT);

function partly(problem: CellProblem | null): CellProblem | null {
  return problem && { ...problem, isPartial: true };
}

/** Someone with nothing but further addresses or numbers has the first of them as the primary one. */
function putFirstPoint(draft: OpenDraft): void {
  const [first, ...others] = draft.points ?? [];
  if (!first || !isNobody(draft)) return;
  if (first.kind === 'email') draft.primaryEmail = first.value;
  else [draft.primaryPhone, draft.phoneE164] = [first.value, first.key];
  draft.points = others;
}

function isNobody({ firstName, lastName, primaryEmail, primaryPhone, company, contactId }: OpenDraft): boolean {
  return [firstName, lastName, primaryEmail, primaryPhone, company, contactId ?? null].every((value) => value === null);
}

function tooLong(column: string): CellProblem {
  return { code: 'value.tooLong', reason: `${column} is longer than ${MAX_NAME} characters.` };
}

function reject(row: Row, column: string | null, { code, reason }: CellProblem): Reject {
  return { line: row.line, rowNumber: row.rowNumber, column, code, reason, raw: cutRaw(row.raw) };
}

function storedCell(cell: string): string {
  return cell.length > MAX_SHOWN ? `${cell.slice(0, MAX_SHOWN - 1)}…` : cell;
}
