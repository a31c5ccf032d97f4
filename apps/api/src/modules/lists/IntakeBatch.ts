import { displayName } from '@rapport/common';
import { type BatchContact, compareNames, type ContactFields, type ContactKeys, contactKeys, type PointValue } from '../contacts/public.js';
import type { FieldWrite } from '../customFields/public.js';
import { AMBIGUOUS_NAME, emailOfAnother, ID_IN_TRASH, NO_KEY, NO_MATCH, sharedPhone, UNKNOWN_ID } from './intakeOutcomes.js';
import { firstHolder, hasOtherEmail, hasPhone, inOrder, mayHavePhone, nameKey, putFirst, putLast } from './intakeHolders.js';
import { membershipsOf, takeLists } from './intakeLists.js';
import { type KnownMemberships, NO_NAMES, NO_VALUES, type PlacedContact, type RehearsedContact } from './PlacedContact.js';
import { furtherKeys, furtherOf, type PointOwners, primaryAsFurther } from './intakePoints.js';
import type { IntakeChange, IntakeNote, IntakeOutcome, IntakePlan, IntakeRow, RowChanges } from './intakeTypes.js';

const FIELDS = ['firstName', 'lastName', 'primaryEmail', 'primaryPhone', 'company'] as const;

const NOTHING: ContactFields = { firstName: null, lastName: null, primaryEmail: null, primaryPhone: null, company: null };

/**
 * Decides what each row of a batch does to which contact. Pure: it is given what the database knows, and tells what is to be
 * written. Rows are placed in order, so a second row about the same person meets what the first one made.
 *
 * An email address names one person. A phone number may be shared: it names a person only where the names agree or one has none; else
 * the row is about another person, who has the number as a further one.
 */
export class IntakeBatch {
  private readonly contacts = new Map<string, PlacedContact>();
  private readonly byEmail = new Map<string, PlacedContact>();
  /** Everyone who has the number; in front who has it as the primary one. */
  private readonly byPhone = new Map<string, PlacedContact[]>();
  private readonly byName = new Map<string, PlacedContact[]>();
  private readonly rowKeys = new Map<IntakeRow, ContactKeys>();
  /** Whether a row is matched by name: only then names are kept in mind. */
  private hasNamedRows = false;
  private trashedIds: ReadonlySet<string> = new Set();
  private readonly owners: PointOwners = {
    emailOwnerOf: (key) => this.emailOwnerOf(key),
    phoneOwnerOf: (key) => this.ownerOf(key),
  };

  constructor(
    private readonly plan: IntakePlan,
    private readonly now: string,
    private readonly nextId: () => string,
    /** Told what each row changes, where someone wants to know. */
    private readonly tell?: (row: IntakeRow, changes: RowChanges) => void,
  ) {}

  /** By which contacts are looked for before the rows are placed. */
  keysToFind(rows: readonly IntakeRow[]): {
    ids: string[];
    emailKeys: string[];
    phones: string[];
    names: Pick<ContactKeys, 'sortName' | 'sortCompany'>[];
  } {
    const present = (keys: (string | null)[]): string[] => [...new Set(keys)].filter((key) => key !== null);
    const all = rows.map((row) => this.keysOfRow(row));
    const names = rows.flatMap((row, i) => (all[i] && this.goesByName(row, all[i]) ? [all[i]] : []));
    this.hasNamedRows = names.length > 0;
    return {
      ids: present(rows.map(({ contactId }) => contactId ?? null)),
      emailKeys: present([...all.map(({ emailKey }) => emailKey), ...rows.flatMap((row) => furtherKeys(row, 'email'))]),
      phones: present([...all.map(({ phoneE164 }) => phoneE164), ...rows.flatMap((row) => furtherKeys(row, 'phone'))]),
      names,
    };
  }

  /** Of the ids that rows name, those of contacts in the trash. */
  meetTrash(ids: ReadonlySet<string>): void {
    this.trashedIds = ids;
  }

  meet(
    known: readonly BatchContact[],
    values: ReadonlyMap<string, Map<string, string | null>>,
    memberships: ReadonlyMap<string, KnownMemberships> = new Map(),
  ): void {
    for (const found of inOrder(known))
      this.remember({ ...unchanged(found, memberships.get(found.id)), values: values.get(found.id) ?? NO_VALUES, setInFile: NO_NAMES });
  }

  /** Contacts as earlier batches would have left them, in place of what the database knows. */
  meetRehearsed(contacts: readonly RehearsedContact[]): void {
    for (const { known, values, setInFile, ...contact } of inOrder(contacts))
      this.remember({ ...unchanged(contact, known), values, setInFile });
  }

  place(row: IntakeRow): IntakeOutcome {
    const keys = this.keysOfRow(row);
    const id = this.plan.matchBy === 'id' ? (row.contactId ?? null) : null;
    const met = id === null ? this.personOf(row, keys) : this.contacts.get(id);
    if (met === 'ambiguous') return AMBIGUOUS_NAME;
    if (id !== null && !met) return this.trashedIds.has(id) ? ID_IN_TRASH : UNKNOWN_ID;
    if (!met && this.lacksKey(row, keys) && (this.plan.withoutKey === 'reject' || this.plan.matchBy === 'id')) return NO_KEY;
    const owner = this.emailOwnerOf(keys.emailKey);
    if (owner && owner !== met) return emailOfAnother(displayName(owner.fields));
    if (!met) return this.plan.mode === 'updateOnly' ? NO_MATCH : this.create(row, keys);
    if (this.plan.mode === 'createOnly' || this.plan.updatePolicy === 'never') return { kind: 'unchanged', contactId: met.id };
    const { isChanged, notes } = this.merge(met, row);
    return { kind: isChanged ? 'updated' : 'unchanged', contactId: met.id, ...(notes.length > 0 ? { notes } : {}) };
  }

  created(): BatchContact[] {
    return [...this.contacts.values()].filter(({ found }) => found === null);
  }

  updated(): PlacedContact[] {
    return [...this.contacts.values()].filter(({ found, isChanged }) => found !== null && isChanged);
  }

  /** Whether it was there before this intake. */
  isOlder(id: string): boolean {
    const found = this.contacts.get(id)?.found;
    return found !== null && found !== undefined && (this.plan.importId === null || found.sourceImportId !== this.plan.importId);
  }

  /** Everyone whom a row of this batch creates or changes. */
  changed(): PlacedContact[] {
    return [...this.contacts.values()].filter(({ isChanged }) => isChanged);
  }

  nameOf(contactId: string): string | null {
    const contact = this.contacts.get(contactId);
    return contact ? displayName(contact.fields) : null;
  }

  withNewLists(): PlacedContact[] {
    return [...this.contacts.values()].filter(({ memberships }) => memberships.joined.size > 0);
  }

  withNewValues(): PlacedContact[] {
    return [...this.contacts.values()].filter((contact) => contact.newValues.size > 0);
  }

  withNewPoints(): BatchContact[] {
    return [...this.contacts.values()].filter((contact) => contact.newPoints.length > 0);
  }

  fieldWrites(contact: PlacedContact): FieldWrite[] {
    return this.plan.fields.flatMap(({ definitionId, fieldName, fieldType }) => {
      const value = contact.newValues.get(fieldName);
      return value === undefined ? [] : [{ contactId: contact.id, definition: { id: definitionId, fieldName, fieldType }, value }];
    });
  }

  private keysOfRow(row: IntakeRow): ContactKeys {
    let keys = this.rowKeys.get(row);
    if (!keys) this.rowKeys.set(row, (keys = contactKeys(row, row.phoneE164, [])));
    return keys;
  }

  private personOf(row: IntakeRow, keys: ContactKeys): PlacedContact | 'ambiguous' | undefined {
    const { matchBy = 'auto' } = this.plan;
    if (matchBy === 'none' || matchBy === 'id') return undefined;
    const byEmail = matchBy === 'phone' ? undefined : (this.emailOwnerOf(keys.emailKey) ?? this.ownerOfFurther(row, keys));
    if (byEmail) return byEmail;
    if (this.goesByName(row, keys)) {
      const named = (this.byName.get(nameKey(keys)) ?? []).filter(
        (other) => nameKey(other.keys) === nameKey(keys) && mayHavePhone(other.fields, row),
      );
      return named.length > 1 ? 'ambiguous' : named[0];
    }
    if (matchBy === 'email') return undefined;
    if (keys.phoneE164 === null && !row.points?.length) return undefined;
    const holders = keys.phoneE164 === null ? [] : (this.byPhone.get(keys.phoneE164) ?? []);
    if (matchBy === 'phone')
      return firstHolder(
        holders.filter((holder) => hasPhone(holder, keys.phoneE164)),
        keys.phoneE164,
      );
    const possible = holders.filter((holder) => hasPhone(holder, keys.phoneE164) && !hasOtherEmail(holder, keys));
    const named = (answer: ReturnType<typeof compareNames>): PlacedContact | undefined =>
      firstHolder(
        possible.filter(({ fields }) => compareNames(fields, row) === answer),
        keys.phoneE164,
      );
    return named('same') ?? named('open') ?? this.holderOfFurther(row, keys);
  }

  /** Whom a further address leads to: others may have it by mistake, so that names decide where the row has an address of its own. */
  private ownerOfFurther(row: IntakeRow, { emailKey }: ContactKeys): PlacedContact | undefined {
    if (!row.points?.length) return undefined;
    const owners = furtherKeys(row, 'email').map((key) => this.emailOwnerOf(key));
    return owners.find((owner) => {
      const names = owner && compareNames(owner.fields, row);
      return names === 'same' || (names === 'open' && emailKey === null);
    });
  }

  /** Whom a further number leads to, where the names agree: a switchboard is of many. */
  private holderOfFurther(row: IntakeRow, keys: ContactKeys): PlacedContact | undefined {
    const hasOwn = keys.emailKey !== null || keys.phoneE164 !== null;
    for (const key of furtherKeys(row, 'phone')) {
      const holders = (this.byPhone.get(key) ?? []).filter((holder) => hasPhone(holder, key) && !hasOtherEmail(holder, keys));
      const agreeing = holders.filter(({ fields }) => {
        const names = compareNames(fields, row);
        return names === 'same' || (names === 'open' && !hasOwn);
      });
      const first = firstHolder(agreeing, key);
      if (first) return first;
    }
    return undefined;
  }

  /** A row that no address and no readable number leads to its person. */
  private goesByName(row: IntakeRow, keys: ContactKeys): boolean {
    const { primaryPhone } = row;
    const { matchBy = 'auto' } = this.plan;
    if (matchBy === 'none' || matchBy === 'id') return false;
    const hasEmail = keys.emailKey !== null || furtherKeys(row, 'email').length > 0;
    const hasPhone = keys.phoneE164 !== null || furtherKeys(row, 'phone').length > 0;
    if ((matchBy !== 'phone' && hasEmail) || (matchBy !== 'email' && hasPhone)) return false;
    if (matchBy !== 'auto') return this.plan.withoutKey === 'matchByName';
    return this.plan.withoutKey === 'matchByName' || (this.plan.withoutKey === 'reject' && primaryPhone !== null);
  }

  /** A row that the chosen key says nothing about. */
  private lacksKey(row: IntakeRow, { emailKey }: ContactKeys): boolean {
    const lacksEmail = emailKey === null && furtherKeys(row, 'email').length === 0;
    const lacksPhone = row.primaryPhone === null && furtherKeys(row, 'phone').length === 0;
    switch (this.plan.matchBy ?? 'auto') {
      case 'auto':
      case 'id':
        return lacksEmail && lacksPhone;
      case 'email':
        return lacksEmail;
      case 'phone':
        return lacksPhone;
      case 'none':
        return false;
    }
  }

  /** Whom an address belongs to by now, as the primary or a further one. */
  private emailOwnerOf(emailKey: string | null): PlacedContact | undefined {
    const owner = emailKey === null ? undefined : this.byEmail.get(emailKey);
    return owner && (owner.keys.emailKey === emailKey || owner.points.some(({ key }) => key === emailKey)) ? owner : undefined;
  }

  private create(row: IntakeRow, keys: ContactKeys): IntakeOutcome {
    const { firstName, lastName, primaryEmail, primaryPhone, company } = row;
    const owner = this.ownerOf(keys.phoneE164);
    const fields = { firstName, lastName, primaryEmail, primaryPhone: owner ? null : primaryPhone, company };
    const shared = owner ? [pointOf(row)] : [];
    const further = furtherOf(row, { contact: null, keys: owner ? { ...keys, phoneE164: null } : keys, points: shared }, this.owners);
    const points = [...shared, ...further.added];
    const contact: PlacedContact = {
      id: this.nextId(),
      found: null,
      createdOn: row.createdOn ?? this.now,
      fields,
      keys: points.length > 0 ? contactKeys(fields, owner ? null : keys.phoneE164, points) : keys,
      points,
      isChanged: true,
      values: NO_VALUES,
      newValues: NO_VALUES,
      oldValues: NO_VALUES,
      newPoints: [...points],
      memberships: membershipsOf(undefined),
      setInFile: NO_NAMES,
    };
    const values = [...this.takeValues(contact, row), ...takeLists(contact, row, this.plan)];
    this.tellChanges(row, contact, { before: NOTHING, after: fields, points, values });
    this.remember(contact);
    const notes = [...(owner ? [sharedPhone(displayName(owner.fields))] : []), ...further.notes];
    return { kind: 'created', contactId: contact.id, ...(notes.length > 0 ? { notes } : {}) };
  }

  /** What the row says wins over what was there, unless only empty fields are to be filled; what it leaves out stays. */
  private merge(contact: PlacedContact, row: IntakeRow): { isChanged: boolean; notes: IntakeNote[] } {
    const before = contact.fields;
    const fields: Record<(typeof FIELDS)[number], string | null> = { ...before };
    const isFilling = this.plan.updatePolicy === 'fillEmpty';
    for (const field of FIELDS) fields[field] = isFilling ? (before[field] ?? row[field]) : (row[field] ?? before[field]);
    const hasPhone = row.primaryPhone !== null && !(isFilling && before.primaryPhone !== null);
    let phoneE164 = hasPhone ? row.phoneE164 : contact.keys.phoneE164;
    const owner = hasPhone ? this.ownerOf(row.phoneE164) : undefined;
    const isShared = owner !== undefined && owner !== contact;
    const isFurther = contact.points.some(({ kind, key }) => kind === 'phone' && key === row.phoneE164);
    const { emailKey } = contactKeys(fields, null, []);
    // Another spelling of the same address or number is no change: what people typed by hand stays.
    if (emailKey === contact.keys.emailKey || contact.points.some(({ key }) => key === emailKey)) fields.primaryEmail = before.primaryEmail;
    if (isShared || isFurther || (phoneE164 !== null && phoneE164 === contact.keys.phoneE164)) {
      fields.primaryPhone = before.primaryPhone;
      phoneE164 = contact.keys.phoneE164;
    }
    const shared = isShared && !isFurther ? [pointOf(row)] : [];
    const kept = primaryAsFurther(row, before, contact);
    if (kept) fields.primaryEmail = before.primaryEmail;
    const rowOfPoints = kept ? { ...row, points: [kept, ...(row.points ?? [])] } : row;
    const receiver = {
      contact,
      keys: { emailKey: contactKeys(fields, null, []).emailKey, phoneE164 },
      points: [...contact.points, ...shared],
    };
    const further = furtherOf(rowOfPoints, receiver, this.owners);
    const added = [...shared, ...further.added];
    const hasNewFields = FIELDS.some((field) => fields[field] !== before[field]) || added.length > 0;
    const values = [...this.takeValues(contact, row), ...takeLists(contact, row, this.plan)];
    const hasNewValues = values.length > 0;
    const notes = [...(owner && shared.length > 0 ? [sharedPhone(displayName(owner.fields))] : []), ...further.notes];
    if (!hasNewFields && !hasNewValues) return { isChanged: false, notes };
    contact.isChanged = true;
    this.tellChanges(row, contact, { before, after: fields, points: added, values });
    if (hasNewFields) {
      contact.fields = fields;
      contact.points = [...contact.points, ...added];
      contact.newPoints.push(...added);
      contact.keys = contactKeys(fields, phoneE164, contact.points);
      this.remember(contact);
    }
    return { isChanged: true, notes };
  }

  private tellChanges(
    row: IntakeRow,
    contact: PlacedContact,
    {
      before,
      after,
      points,
      values,
    }: { before: ContactFields; after: ContactFields; points: readonly PointValue[]; values: IntakeChange[] },
  ): void {
    if (!this.tell) return;
    const changes = [
      ...FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({ field, from: before[field], to: after[field] })),
      ...points.map(({ kind, value }) => ({ field: kind === 'email' ? 'furtherEmail' : 'furtherPhone', from: null, to: value })),
      ...values,
    ];
    const disagreeing = changes.filter(({ field, from }) => from !== null && contact.setInFile.has(field)).map(({ field }) => field);
    contact.setInFile = new Set([...contact.setInFile, ...changes.map(({ field }) => field)]);
    this.tell(row, { changes, disagreeing });
  }

  private takeValues(contact: PlacedContact, row: IntakeRow): IntakeChange[] {
    const changes: IntakeChange[] = [];
    if (this.plan.fields.length === 0) return changes;
    const taken = new Map<string, string>();
    const before = new Map(contact.oldValues);
    for (let index = 0; index < this.plan.fields.length; index += 1) {
      const value = row.custom[index] ?? null;
      if (value === null) continue;
      const { fieldName = '' } = this.plan.fields[index] ?? {};
      const from = taken.get(fieldName) ?? contact.values.get(fieldName) ?? null;
      if (value === from || (from !== null && this.plan.updatePolicy === 'fillEmpty')) continue;
      if (contact.found !== null && !contact.newValues.has(fieldName) && !taken.has(fieldName)) before.set(fieldName, from);
      taken.set(fieldName, value);
      changes.push({ field: `custom:${fieldName}`, from, to: value });
    }
    if (taken.size === 0) return changes;
    contact.oldValues = before;
    contact.values = contact.values.size === 0 ? taken : new Map([...contact.values, ...taken]);
    contact.newValues = contact.newValues.size === 0 ? taken : new Map([...contact.newValues, ...taken]);
    return changes;
  }

  private ownerOf(phoneE164: string | null): PlacedContact | undefined {
    const [first] = phoneE164 === null ? [] : (this.byPhone.get(phoneE164) ?? []);
    return first?.keys.phoneE164 === phoneE164 ? first : undefined;
  }

  private remember(contact: PlacedContact): void {
    this.contacts.set(contact.id, contact);
    if (contact.keys.emailKey !== null) this.byEmail.set(contact.keys.emailKey, contact);
    if (contact.keys.phoneE164 !== null) putFirst(this.byPhone, contact.keys.phoneE164, contact);
    for (const { kind, key } of contact.points) {
      if (kind === 'phone') putLast(this.byPhone, key, contact);
      else if (!this.byEmail.has(key)) this.byEmail.set(key, contact);
    }
    if (this.hasNamedRows) putLast(this.byName, nameKey(contact.keys), contact);
  }
}

function unchanged(contact: BatchContact, known: KnownMemberships | undefined): Omit<PlacedContact, 'values' | 'setInFile'> {
  return { ...contact, isChanged: false, newValues: NO_VALUES, oldValues: NO_VALUES, newPoints: [], memberships: membershipsOf(known) };
}

function pointOf(row: IntakeRow): PointValue {
  return { kind: 'phone', value: row.primaryPhone ?? '', key: row.phoneE164 ?? '' };
}
