import { newId } from '../../platform/database/ids.js';
import type {
  ChangedBatchContact,
  ContactFields,
  ContactKeys,
  FoundBatchContact,
  NewBatchContact,
} from '../contacts/ContactBatchService.js';
import type { FieldWrite } from '../customFields/CustomFieldBatchService.js';
import type { IntakeOutcome, IntakePlan, IntakeRow } from './intakeTypes.js';

export interface IntakeDraft {
  readonly row: IntakeRow;
  readonly keys: ContactKeys;
}

/** A contact of the batch as it will be when all rows are placed. */
export interface IntakeContact {
  readonly id: string;
  readonly isNew: boolean;
  readonly createdOn: string;
  /** As it was found; null when it is new. */
  readonly found: FoundBatchContact | null;
  fields: ContactFields;
  keys: ContactKeys;
  isChanged: boolean;
  readonly values: Map<string, string | null>;
  readonly newValues: Map<string, string>;
}

const FIELDS = ['firstName', 'lastName', 'primaryEmail', 'primaryPhone', 'company'] as const;

/**
 * Decides what each row of a batch does to which contact. Pure: it is given what the database knows, and tells what is to be
 * written. Rows are placed in order, so a second row about the same person meets what the first one made.
 */
export class IntakeBatch {
  private readonly contacts = new Map<string, IntakeContact>();
  private readonly byEmail = new Map<string, IntakeContact>();
  private readonly byPhone = new Map<string, IntakeContact>();

  constructor(
    private readonly plan: IntakePlan,
    private readonly keysOf: (fields: ContactFields, phoneE164: string | null) => ContactKeys,
    private readonly now: string,
  ) {}

  draft(row: IntakeRow): IntakeDraft {
    return { row, keys: this.keysOf(row, row.phoneE164) };
  }

  keysToFind(drafts: readonly IntakeDraft[]): { emailKeys: string[]; phones: string[] } {
    const present = (keys: (string | null)[]): string[] => [...new Set(keys)].filter((key) => key !== null);
    return { emailKeys: present(drafts.map((draft) => draft.keys.emailKey)), phones: present(drafts.map((draft) => draft.keys.phoneE164)) };
  }

  meet(known: readonly FoundBatchContact[], values: ReadonlyMap<string, Map<string, string | null>>): void {
    for (const found of known) {
      const { id, fields, keys } = found;
      this.remember({
        id,
        found,
        isNew: false,
        createdOn: this.now,
        fields,
        keys,
        isChanged: false,
        values: values.get(id) ?? new Map(),
        newValues: new Map(),
      });
    }
  }

  place({ row, keys }: IntakeDraft): IntakeOutcome {
    const byEmail = keys.emailKey === null ? undefined : this.byEmail.get(keys.emailKey);
    const byPhone = keys.phoneE164 === null ? undefined : this.byPhone.get(keys.phoneE164);
    if (byPhone && byPhone !== byEmail && (byEmail || isSomebodyElse(byPhone, keys))) return PHONE_OF_ANOTHER;
    const met = byEmail ?? byPhone;
    if (!met) return this.plan.mode === 'updateOnly' ? NO_MATCH : this.create(row, keys);
    if (this.plan.mode === 'createOnly') return { kind: 'unchanged', contactId: met.id };
    return { kind: this.merge(met, row) ? 'updated' : 'unchanged', contactId: met.id };
  }

  created(): NewBatchContact[] {
    return [...this.contacts.values()].filter((contact) => contact.isNew);
  }

  updated(): ChangedBatchContact[] {
    return [...this.contacts.values()].flatMap(({ id, found, fields, keys, isChanged }) =>
      found && isChanged
        ? [{ id, version: found.version, fields, keys, changed: FIELDS.filter((field) => fields[field] !== found.fields[field]) }]
        : [],
    );
  }

  withNewValues(): IntakeContact[] {
    return [...this.contacts.values()].filter((contact) => contact.newValues.size > 0);
  }

  fieldWrites(contact: IntakeContact): FieldWrite[] {
    return this.plan.fields.flatMap(({ definitionId, fieldName, fieldType }) => {
      const value = contact.newValues.get(fieldName);
      return value === undefined ? [] : [{ contactId: contact.id, definition: { id: definitionId, fieldName, fieldType }, value }];
    });
  }

  private create(row: IntakeRow, keys: ContactKeys): IntakeOutcome {
    const { firstName, lastName, primaryEmail, primaryPhone, company } = row;
    const contact: IntakeContact = {
      id: newId(),
      isNew: true,
      found: null,
      createdOn: row.createdOn ?? this.now,
      fields: { firstName, lastName, primaryEmail, primaryPhone, company },
      keys,
      isChanged: true,
      values: new Map(),
      newValues: new Map(),
    };
    this.takeValues(contact, row);
    this.remember(contact);
    return { kind: 'created', contactId: contact.id };
  }

  /** What the row says wins over what was there; what it leaves out stays. */
  private merge(contact: IntakeContact, row: IntakeRow): boolean {
    const before = contact.fields;
    const fields: Record<(typeof FIELDS)[number], string | null> = { ...before };
    for (const field of FIELDS) fields[field] = row[field] ?? before[field];
    const phoneE164 = row.primaryPhone === null ? contact.keys.phoneE164 : row.phoneE164;
    const keys = this.keysOf(fields, phoneE164);
    // Another spelling of the same address or number is no change: what people typed by hand stays.
    if (keys.emailKey === contact.keys.emailKey) fields.primaryEmail = before.primaryEmail;
    if (phoneE164 !== null && phoneE164 === contact.keys.phoneE164) fields.primaryPhone = before.primaryPhone;
    const hasNewFields = FIELDS.some((field) => fields[field] !== before[field]);
    const hasNewValues = this.takeValues(contact, row);
    if (!hasNewFields && !hasNewValues) return false;
    contact.isChanged = true;
    if (hasNewFields) {
      contact.fields = fields;
      contact.keys = this.keysOf(fields, phoneE164);
      this.remember(contact);
    }
    return true;
  }

  private takeValues(contact: IntakeContact, row: IntakeRow): boolean {
    let hasNew = false;
    for (const [index, { fieldName }] of this.plan.fields.entries()) {
      const value = row.custom[index] ?? null;
      if (value === null || value === contact.values.get(fieldName)) continue;
      contact.values.set(fieldName, value);
      contact.newValues.set(fieldName, value);
      hasNew = true;
    }
    return hasNew;
  }

  private remember(contact: IntakeContact): void {
    this.contacts.set(contact.id, contact);
    if (contact.keys.emailKey !== null) this.byEmail.set(contact.keys.emailKey, contact);
    if (contact.keys.phoneE164 !== null) this.byPhone.set(contact.keys.phoneE164, contact);
  }
}

/** Two people may share a number; the one with another address is not this row's person. */
function isSomebodyElse(contact: IntakeContact, keys: ContactKeys): boolean {
  return keys.emailKey !== null && contact.keys.emailKey !== null && contact.keys.emailKey !== keys.emailKey;
}

const PHONE_OF_ANOTHER: IntakeOutcome = {
  kind: 'rejected',
  field: 'primaryPhone',
  code: 'contact.phoneTaken',
  reason: 'Another contact, with another e-mail address, has this phone number. Remove the number from one of the two.',
};

const NO_MATCH: IntakeOutcome = {
  kind: 'rejected',
  field: 'primaryEmail',
  code: 'contact.noMatch',
  reason: 'There is no contact with this e-mail address or phone number, and this import only updates.',
};
