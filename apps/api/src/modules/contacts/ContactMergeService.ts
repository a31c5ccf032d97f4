import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactInput } from './ContactInput.js';
import { ContactMergeRepository, type StoredRow } from './ContactMergeRepository.js';
import { ContactRepository } from './ContactRepository.js';
import { type ContactFields, contactKeys, type PointKind, type PointValue } from './normalizeContact.js';

/** A contact with its further addresses, whole, as it was before a merge. */
export interface ContactImage {
  readonly row: StoredRow;
  readonly points: readonly StoredRow[];
}

/** What a merge made of the contact that stays: an undo takes back what is still so. */
export interface JoinedContact {
  readonly fields: ContactFields;
  readonly phoneE164: string | null;
  readonly addedPoints: readonly string[];
  readonly removedPoints: readonly StoredRow[];
}

/** What a contact is unique by. */
interface WantedKeys {
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
}

export interface TakenKey {
  readonly kind: PointKind;
  readonly contactId: string;
  readonly displayName: string;
}

/** The rows of contacts that become one, and that become several again. Inside the caller's unit of work. */
@Injectable()
export class ContactMergeService {
  constructor(
    private readonly rows: ContactMergeRepository,
    private readonly contacts: ContactRepository,
    private readonly input: ContactInput,
    private readonly clock: Clock,
  ) {}

  /** Locks them. In the order of `ids`; who is missing does not exist in this workspace. */
  async images(ctx: WorkspaceContext, ids: readonly string[]): Promise<ContactImage[]> {
    const rows = new Map((await this.rows.lock(ctx, ids)).map((row) => [row['id'], row]));
    const points = await this.rows.listPoints(ctx, [...ids]);
    return ids.flatMap((id) => {
      const row = rows.get(id);
      return row ? [{ row, points: points.filter((point) => point['contact_id'] === id) }] : [];
    });
  }

  /** A number as it is known from one of those who have it, else read as in the country of the workspace. @throws AppError */
  async phoneOf(ctx: WorkspaceContext, fields: ContactFields, images: readonly ContactImage[]): Promise<string | null> {
    if (fields.primaryPhone === null) return null;
    const known = images.find(({ row }) => row['primary_phone'] === fields.primaryPhone);
    if (known) return textOf(known.row['phone_e164']);
    const point = images.flatMap(({ points }) => points).find(({ kind, value }) => kind === 'phone' && value === fields.primaryPhone);
    if (point) return textOf(point['point_key']);
    return (await this.input.read(ctx, fields, null)).keys.phoneE164;
  }

  /** Everything else of the others is with the primary by now: they go, and what they were reached at stays as further addresses. */
  async join(
    ctx: WorkspaceContext,
    [primary, ...others]: readonly [ContactImage, ...ContactImage[]],
    { fields, phoneE164 }: Pick<JoinedContact, 'fields' | 'phoneE164'>,
  ): Promise<JoinedContact> {
    const id = idOf(primary);
    const now = nowIso(this.clock);
    await this.rows.remove(
      ctx,
      others.map(({ row }) => row),
    );
    const keys = contactKeys(fields, phoneE164);
    const isPrimary = ({ kind, key }: Pick<PointValue, 'kind' | 'key'>): boolean =>
      key === (kind === 'email' ? keys.emailKey : (phoneE164 ?? fields.primaryPhone));
    const stored = await this.rows.listPoints(ctx, [id]);
    const removed = stored.filter((point) => isPrimary(pointOf(point)));
    const has = new Set(stored.map(pointOf).map(({ kind, key }) => `${kind} ${key}`));
    const added = [primary, ...others].flatMap(primaryPoints).filter((point) => {
      const name = `${point.kind} ${point.key}`;
      if (isPrimary(point) || has.has(name)) return false;
      has.add(name);
      return true;
    });
    const rows = added.map(({ kind, value, key }) => ({
      id: newId(),
      workspace_id: ctx.workspaceId,
      contact_id: id,
      kind,
      value,
      point_key: key,
      label: null,
      state: 'active',
      created_at: now,
    }));
    await this.rows.deletePoints(ctx, id, removed.map(idOfRow));
    await this.rows.insertPoints(ctx, rows);
    await this.write(ctx, id, fields, phoneE164);
    return { fields, phoneE164, addedPoints: rows.map(idOfRow), removedPoints: removed };
  }

  /** Who of the living has an address or number by now that one of the contacts needs back, other than `ownId`. */
  private async findTaken(ctx: WorkspaceContext, wanted: readonly WantedKeys[], ownId: string): Promise<TakenKey | null> {
    for (const { emailKey, phoneE164: phone } of wanted) {
      const byEmail = emailKey === null ? null : await this.contacts.findIdByEmailKey(ctx, emailKey);
      if (byEmail && byEmail.id !== ownId) return this.taken(ctx, 'email', byEmail.id);
      const byPhone = phone === null ? null : await this.contacts.findIdByPhone(ctx, phone);
      if (byPhone && byPhone.id !== ownId) return this.taken(ctx, 'phone', byPhone.id);
    }
    return null;
  }

  /**
   * The fields of the primary as they were, where nobody has changed them since; then the others are there again. What they were
   * mentioned by is still with the primary.
   */
  async part(
    ctx: WorkspaceContext,
    now: ContactImage,
    [primary, ...others]: readonly [ContactImage, ...ContactImage[]],
    joined: JoinedContact,
  ): Promise<TakenKey | null> {
    const id = idOf(primary);
    const fields = partedFields(fieldsOf(now), fieldsOf(primary), joined.fields);
    const isBack = fields.primaryPhone === fieldsOf(primary).primaryPhone;
    const phoneE164 = textOf((isBack ? primary : now).row['phone_e164']);
    const { emailKey } = contactKeys(fields, phoneE164);
    const wanted = [{ emailKey, phoneE164 }, ...others.map(keysOf)];
    const taken = (await this.findTaken(ctx, wanted, id)) ?? ownClash({ emailKey, phoneE164 }, now, others);
    if (taken) return taken;
    await this.rows.deletePoints(ctx, id, joined.addedPoints);
    await this.rows.insertPoints(ctx, joined.removedPoints);
    await this.write(ctx, id, fields, phoneE164);
    for (const { row } of others) await this.rows.putBack(ctx, row);
    return null;
  }

  /** Once all rows are with whom they belong to: what the search looks through follows the addresses. */
  async renewKeys(ctx: WorkspaceContext, id: string): Promise<void> {
    const [image] = await this.images(ctx, [id]);
    if (image) await this.write(ctx, id, fieldsOf(image), textOf(image.row['phone_e164']));
  }

  private async write(ctx: WorkspaceContext, id: string, fields: ContactFields, phoneE164: string | null): Promise<void> {
    const points = (await this.rows.listPoints(ctx, [id])).map(pointOf);
    await this.rows.write(ctx, id, { fields, keys: contactKeys(fields, phoneE164, points), now: nowIso(this.clock) });
  }

  private async taken(ctx: WorkspaceContext, kind: PointKind, contactId: string): Promise<TakenKey> {
    return { kind, contactId, displayName: (await this.contacts.namesOf(ctx, [contactId])).get(contactId) ?? '' };
  }
}

/** The contact that stayed was given the address of one of the others since. */
function ownClash({ emailKey, phoneE164 }: WantedKeys, now: ContactImage, others: readonly ContactImage[]): TakenKey | null {
  const own = { contactId: idOf(now), displayName: nameOf(now) };
  const keys = others.map(keysOf);
  if (emailKey !== null && keys.some((key) => key.emailKey === emailKey)) return { kind: 'email', ...own };
  return phoneE164 !== null && keys.some((key) => key.phoneE164 === phoneE164) ? { kind: 'phone', ...own } : null;
}

function keysOf({ row }: Pick<ContactImage, 'row'>): WantedKeys {
  return { emailKey: textOf(row['email_key']), phoneE164: textOf(row['phone_e164']) };
}

export function fieldsOf({ row }: Pick<ContactImage, 'row'>): ContactFields {
  return {
    firstName: textOf(row['first_name']),
    lastName: textOf(row['last_name']),
    primaryEmail: textOf(row['primary_email']),
    primaryPhone: textOf(row['primary_phone']),
    company: textOf(row['company']),
  };
}

export const idOf = ({ row }: Pick<ContactImage, 'row'>): string => String(row['id']);
export const nameOf = (image: Pick<ContactImage, 'row'>): string => displayName(fieldsOf(image));
export const versionOf = ({ row }: Pick<ContactImage, 'row'>): number => Number(row['version']);
export const isTrashed = ({ row }: Pick<ContactImage, 'row'>): boolean => row['deleted_at'] !== null;

/** Every address or number of a contact by what identifies it, the primary ones first. */
export function pointsOf(image: ContactImage): PointValue[] {
  return [...primaryPoints(image), ...image.points.map(pointOf)];
}

/** A number without a country has no other form than the typed one. */
function primaryPoints({ row }: Pick<ContactImage, 'row'>): PointValue[] {
  const [email, phone] = [textOf(row['primary_email']), textOf(row['primary_phone'])];
  return [
    ...(email === null ? [] : [{ kind: 'email' as const, value: email, key: textOf(row['email_key']) ?? email }]),
    ...(phone === null ? [] : [{ kind: 'phone' as const, value: phone, key: textOf(row['phone_e164']) ?? phone }]),
  ];
}

function partedFields(now: ContactFields, before: ContactFields, joined: ContactFields): ContactFields {
  const pick = (name: keyof ContactFields): string | null => (now[name] === joined[name] ? before[name] : now[name]);
  return {
    firstName: pick('firstName'),
    lastName: pick('lastName'),
    primaryEmail: pick('primaryEmail'),
    primaryPhone: pick('primaryPhone'),
    company: pick('company'),
  };
}

function pointOf(row: StoredRow): PointValue {
  return { kind: row['kind'] as PointKind, value: String(row['value']), key: String(row['point_key']) };
}

const idOfRow = (row: StoredRow): string => String(row['id']);

function textOf(value: StoredRow[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
