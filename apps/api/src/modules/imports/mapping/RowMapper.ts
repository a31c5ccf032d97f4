import { readEmail } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { readPhone } from '../../../platform/phone/readPhone.js';
import { cutRaw, type Reject, type Row } from '../csv/RowReader.js';
import { cleanCell, mainValue, oneLine } from './cells.js';
import { suppressionOf, type ConsentRule, type ImportedSuppression } from './consentRule.js';
import { readCustomValue, type CustomFieldRule } from './readCustomValue.js';
import { isEmptyDate, readDate, type DateOrder } from './readDate.js';
import { splitFullName } from './splitFullName.js';
import type { FixedTarget } from './targets.js';

export interface MappedColumn {
  readonly index: number;
  /** Name shown to people. */
  readonly name: string;
  readonly target: Exclude<FixedTarget, 'ignore'> | CustomFieldRule;
  readonly dateOrder: DateOrder;
}

export interface MappingPlan {
  /** The columns that are imported; ignored ones are not in it. */
  readonly columns: readonly MappedColumn[];
  readonly hasMultiValues: boolean;
  readonly hasDecimalComma: boolean;
  readonly consent: ConsentRule;
  /** For phone numbers without a country code. */
  readonly defaultCountry: CountryCode | null;
}

/** One contact as a row describes it. Null means the row says nothing about it, so an existing value stays. */
export interface ContactDraft {
  readonly line: number;
  readonly rowNumber: number;
  readonly raw: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  /** The phone number in E.164 when it is a real one, else null. */
  readonly phoneE164: string | null;
  readonly company: string | null;
  readonly createdOn: string | null;
  /** Stored text of the custom values, in the order of the plan's custom columns. */
  readonly custom: readonly (string | null)[];
  /** Where the contacts come from, this person must not be written to. */
  readonly suppression: ImportedSuppression | null;
}

interface OpenDraft {
  firstName: string | null;
  lastName: string | null;
  primaryEmail: string | null;
  primaryPhone: string | null;
  phoneE164: string | null;
  company: string | null;
  createdOn: string | null;
  custom: (string | null)[];
}

const MAX_NAME = 200;

/** Makes contacts out of rows. Pure: the same row and plan give the same answer, so an interrupted import can be read again. */
export class RowMapper {
  private readonly customCount: number;

  constructor(private readonly plan: MappingPlan) {
    this.customCount = plan.columns.filter((column) => typeof column.target !== 'string').length;
  }

  map(row: Row): ContactDraft | Reject {
    const draft: OpenDraft = {
      firstName: null,
      lastName: null,
      primaryEmail: null,
      primaryPhone: null,
      phoneE164: null,
      company: null,
      createdOn: null,
      custom: new Array<string | null>(this.customCount).fill(null),
    };
    let customIndex = 0;
    for (const column of this.plan.columns) {
      const place = typeof column.target === 'string' ? -1 : customIndex++;
      const cell = cleanCell(row.cells[column.index] ?? '');
      if (cell === '') continue;
      const problem = damageIn(cell) ?? this.put(draft, column, { cell, place });
      if (problem) return reject(row, column.name, problem);
    }
    if (isNobody(draft)) return reject(row, null, NOBODY);
    return {
      line: row.line,
      rowNumber: row.rowNumber,
      raw: cutRaw(row.raw),
      ...draft,
      suppression: suppressionOf(this.plan.consent, row.cells),
    };
  }

  private put(draft: OpenDraft, column: MappedColumn, { cell, place }: { cell: string; place: number }): Problem | null {
    const { target } = column;
    if (typeof target !== 'string') return this.putCustom(draft, column, { rule: target, cell, place });
    const text = oneLine(this.plan.hasMultiValues ? mainValue(cell) : cell);
    if (text === '') return null;
    switch (target) {
      case 'firstName':
      case 'lastName':
      case 'company':
        draft[target] = text;
        return text.length > MAX_NAME ? tooLong(column.name) : null;
      case 'fullName': {
        const { firstName, lastName } = splitFullName(text);
        draft.firstName ??= firstName || null;
        draft.lastName ??= lastName || null;
        return text.length > MAX_NAME ? tooLong(column.name) : null;
      }
      case 'primaryEmail':
        return putEmail(draft, text);
      case 'primaryPhone':
        return this.putPhone(draft, text);
      case 'createdOn':
        return putCreatedOn(draft, text, column.dateOrder);
    }
  }

  private putCustom(
    draft: OpenDraft,
    column: MappedColumn,
    { rule, cell, place }: { rule: CustomFieldRule; cell: string; place: number },
  ): Problem | null {
    const read = readCustomValue(cell, rule, { dateOrder: column.dateOrder, hasDecimalComma: this.plan.hasDecimalComma });
    if ('problem' in read) return { code: `customField.${rule.fieldType}Invalid`, reason: `${rule.label}: ${read.problem}` };
    draft.custom[place] = read.value;
    return null;
  }

  /** A number of an unknown country is kept as typed: it is worth more than nothing, and a person can mend it. */
  private putPhone(draft: OpenDraft, text: string): Problem | null {
    const reading = readPhone(text, this.plan.defaultCountry);
    if ('problem' in reading) return reading.problem;
    draft.primaryPhone = reading.phone.typed;
    draft.phoneE164 = reading.phone.e164;
    return null;
  }
}

type Problem = Pick<Reject, 'code' | 'reason'>;

const NOBODY: Problem = { code: 'contact.empty', reason: 'None of the chosen columns has a value in this row, so there is nobody to add.' };
const WRONG_BYTES: Problem = {
  code: 'row.invalidBytes',
  reason:
    'This cell holds bytes that are no characters in the chosen encoding. Import the file again with another encoding, or mend the row.',
};
const NUL: Problem = {
  code: 'row.nulCharacter',
  reason: 'This cell holds a NUL character, which no text contains. The file may be damaged.',
};

function damageIn(cell: string): Problem | null {
  if (cell.includes('\ufffd')) return WRONG_BYTES;
  return cell.includes('\0') ? NUL : null;
}

function putEmail(draft: OpenDraft, text: string): Problem | null {
  const reading = readEmail(text);
  if ('problem' in reading) return reading.problem;
  draft.primaryEmail = reading.email.address;
  return null;
}

function putCreatedOn(draft: OpenDraft, text: string, order: DateOrder): Problem | null {
  if (isEmptyDate(text)) return null;
  const parts = readDate(text, order);
  if (!parts) return { code: 'date.invalid', reason: `“${text.slice(0, 60)}” is not a date. Write it as 2025-03-31.` };
  draft.createdOn = parts.instant;
  return null;
}

function isNobody({ firstName, lastName, primaryEmail, primaryPhone, company }: OpenDraft): boolean {
  return firstName === null && lastName === null && primaryEmail === null && primaryPhone === null && company === null;
}

function tooLong(column: string): Problem {
  return { code: 'value.tooLong', reason: `${column} is longer than ${MAX_NAME} characters.` };
}

function reject(row: Row, column: string | null, problem: Problem): Reject {
  return { line: row.line, rowNumber: row.rowNumber, column, ...problem, raw: cutRaw(row.raw) };
}
