import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';

import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { type StepLimits, StepRemover } from '../../platform/database/removeInSteps.js';
import { execute, isPostgres, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import { ContactFigures } from './ContactFigures.js';
import { contactColumns, type ContactRow } from './contactRows.js';
import type { ContactFields, ContactKeys } from './normalizeContact.js';
import type { ReaderChoices, Suppression } from './sendability.js';

export interface ListMembership {
  readonly contactId: string;
  readonly id: string;
  readonly name: string;
  readonly isPrimary: boolean;
  /** Since when; ISO 8601 UTC. */
  readonly since: string;
  /** How many lists the contact is on. */
  readonly total: number;
}

export interface PhoneHolder extends ContactFields {
  readonly id: string;
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
}

export interface ContactState {
  /** Null while it is live. */
  readonly deletedAt: string | null;
  readonly emailOwnerId: string | null;
  readonly phoneOwnerId: string | null;
}

/** When a contact that is being removed for good was trashed: it cannot be restored any more. */
const LONG_AGO = new Date(0).toISOString();

/** When a contact that is being erased was trashed: nobody sees or restores it, and only its erasure removes it. */
export const ERASING = new Date(1).toISOString();

/** Single contacts: reading, writing, trash. The lists of contacts are read by ContactListReader. */
@Injectable()
export class ContactRepository {
  constructor(private readonly figures: ContactFigures) {}

  find(ctx: WorkspaceContext, id: string): Promise<ContactRow | null> {
    return queryOne<ContactRow>(
      ctx.manager,
      sql`SELECT ${contactColumns} FROM base_contacts c WHERE c.id = ${id} AND c.workspace_id = ${ctx.workspaceId} AND COALESCE(c.deleted_at, '') <> ${ERASING}`,
    );
  }

  /** One that is being erased; null when it is gone. */
  findErasing(ctx: WorkspaceContext, id: string): Promise<ContactRow | null> {
    return queryOne<ContactRow>(
      ctx.manager,
      sql`SELECT ${contactColumns} FROM base_contacts c WHERE c.id = ${id} AND c.workspace_id = ${ctx.workspaceId} AND COALESCE(c.deleted_at, '') = ${ERASING}`,
    );
  }

  /** From here on it is gone for everyone but its erasure. */
  async beginErasure(ctx: WorkspaceContext, id: string, now: string): Promise<void> {
    await this.trash(ctx, [id], now);
    await execute(
      ctx.manager,
      sql`UPDATE base_contacts SET deleted_at = ${ERASING} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** With everything that hangs on it by foreign keys. False when it was stopped. */
  removeErasing(ctx: WorkspaceContext, id: string, limits: StepLimits): Promise<boolean> {
    return new StepRemover(ctx.manager, limits).remove(
      'base_contacts',
      sql`id = ${id} AND workspace_id = ${ctx.workspaceId} AND COALESCE(deleted_at, '') = ${ERASING}`,
    );
  }

  /** False when the version has moved on, or the contact is gone or in the trash. */
  async update(
    ctx: WorkspaceContext,
    id: string,
    change: { fields: ContactFields; keys: ContactKeys; version: number; now: string },
  ): Promise<boolean> {
    const { fields, keys, version, now } = change;
    const updated = await execute(
      ctx.manager,
      sql`UPDATE base_contacts SET first_name = ${fields.firstName}, last_name = ${fields.lastName}, primary_email = ${fields.primaryEmail},
            primary_phone = ${fields.primaryPhone}, company = ${fields.company}, email_key = ${keys.emailKey}, phone_e164 = ${keys.phoneE164},
            sort_name = ${keys.sortName}, sort_company = ${keys.sortCompany}, search_text = ${keys.searchText}, search_short = ${keys.searchShort}, updated_at = ${now}, version = version + 1
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND version = ${version} AND deleted_at IS NULL`,
    );
    return updated === 1;
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<ContactFields & { id: string }>(
      ctx.manager,
      sql`SELECT c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company
          FROM base_contacts c WHERE c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map((row) => [row.id, displayName(row)]));
  }

  findIdByEmailKey(ctx: WorkspaceContext, emailKey: string): Promise<{ id: string } | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND email_key = ${emailKey} AND email_key IS NOT NULL AND deleted_at IS NULL`,
    );
  }

  /** Those of these ids that are contacts which are not in the trash. */
  async listExisting(ctx: WorkspaceContext, ids: readonly string[]): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND deleted_at IS NULL`,
    );
    return rows.map(({ id }) => id);
  }

  /** Live contacts by their addresses: whoever has one as the primary address, else the oldest who has it as a further one. */
  async listIdsByEmailKey(ctx: WorkspaceContext, emailKeys: readonly string[]): Promise<Map<string, string>> {
    if (emailKeys.length === 0) return new Map();
    const furtherHolders = await queryRows<{ id: string; emailKey: string }>(
      ctx.manager,
      sql`SELECT p.contact_id AS id, p.point_key AS "emailKey" FROM contact_points p JOIN base_contacts c ON c.id = p.contact_id AND c.deleted_at IS NULL
          WHERE p.workspace_id = ${ctx.workspaceId} AND p.kind = 'email' AND p.point_key IN (${sql.list(emailKeys)}) ORDER BY p.contact_id DESC`,
    );
    const primaryHolders = await queryRows<{ id: string; emailKey: string }>(
      ctx.manager,
      sql`SELECT id, email_key AS "emailKey" FROM base_contacts
          WHERE workspace_id = ${ctx.workspaceId} AND email_key IN (${sql.list(emailKeys)}) AND email_key IS NOT NULL AND deleted_at IS NULL`,
    );
    return new Map([...furtherHolders, ...primaryHolders].map(({ id, emailKey }) => [emailKey, id]));
  }

  /** The same by phone, in E.164. Two may share one: then it is the one who was added first. */
  async listIdsByPhone(ctx: WorkspaceContext, phones: readonly string[]): Promise<Map<string, string>> {
    if (phones.length === 0) return new Map();
    const furtherHolders = await queryRows<{ id: string; phone: string }>(
      ctx.manager,
      sql`SELECT p.contact_id AS id, p.point_key AS "phone" FROM contact_points p JOIN base_contacts c ON c.id = p.contact_id AND c.deleted_at IS NULL
          WHERE p.workspace_id = ${ctx.workspaceId} AND p.kind = 'phone' AND p.point_key IN (${sql.list(phones)}) ORDER BY p.contact_id DESC`,
    );
    const primaryHolders = await queryRows<{ id: string; phone: string }>(
      ctx.manager,
      sql`SELECT id, phone_e164 AS "phone" FROM base_contacts
          WHERE workspace_id = ${ctx.workspaceId} AND phone_e164 IN (${sql.list(phones)}) AND phone_e164 IS NOT NULL AND deleted_at IS NULL ORDER BY id DESC`,
    );
    return new Map([...furtherHolders, ...primaryHolders].map(({ id, phone }) => [phone, id]));
  }

  findIdByPhone(ctx: WorkspaceContext, phoneE164: string): Promise<{ id: string } | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND phone_e164 = ${phoneE164} AND phone_e164 IS NOT NULL AND deleted_at IS NULL`,
    );
  }

  /** The live contact with this primary number, and those of the given ids. */
  findPhoneHolders(ctx: WorkspaceContext, phoneE164: string, furtherIds: readonly string[]): Promise<PhoneHolder[]> {
    const columns = sql`id, first_name AS "firstName", last_name AS "lastName", primary_email AS "primaryEmail", primary_phone AS "primaryPhone", company,
      email_key AS "emailKey", phone_e164 AS "phoneE164"`;
    return queryRows<PhoneHolder>(
      ctx.manager,
      sql`SELECT ${columns} FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND phone_e164 = ${phoneE164} AND phone_e164 IS NOT NULL AND deleted_at IS NULL
          UNION SELECT ${columns} FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(furtherIds)}) AND deleted_at IS NULL`,
    );
  }

  findKeys(ctx: WorkspaceContext, id: string): Promise<Pick<ContactKeys, 'emailKey' | 'phoneE164'> | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT email_key AS "emailKey", phone_e164 AS "phoneE164" FROM base_contacts WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** What they chose on the preference page: topics they left, and until when all email is paused. */
  async findChoices(ctx: WorkspaceContext, id: string, now: string): Promise<ReaderChoices> {
    const topics = await queryRows<{ name: string }>(
      ctx.manager,
      sql`SELECT t.name FROM base_contacts c
          JOIN topic_opt_outs o ON o.workspace_id = c.workspace_id AND o.channel = 'email' AND o.address_key = c.email_key
          JOIN topics t ON t.id = o.topic_id AND t.workspace_id = c.workspace_id
          WHERE c.id = ${id} AND c.workspace_id = ${ctx.workspaceId} ORDER BY t.position, t.id`,
    );
    const pause = await queryOne<{ until: string; since: string }>(
      ctx.manager,
      sql`SELECT p.until, p.created_at AS since FROM base_contacts c
          JOIN consent_pauses p ON p.workspace_id = c.workspace_id AND p.channel = 'email' AND p.address_key = c.email_key AND p.until > ${now}
          WHERE c.id = ${id} AND c.workspace_id = ${ctx.workspaceId}`,
    );
    return { pause, leftTopics: topics.map(({ name }) => name) };
  }

  findSuppression(ctx: WorkspaceContext, id: string): Promise<Suppression | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT s.reason, s.created_at AS since FROM base_contacts c
          JOIN suppressions s ON s.workspace_id = c.workspace_id AND s.channel = 'email' AND s.address_key = c.email_key
          WHERE c.id = ${id} AND c.workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Answers the ids that were live until now. */
  async trash(ctx: WorkspaceContext, ids: readonly string[], now: string): Promise<string[]> {
    const rows = await queryRows<{ id: string; createdOn: string }>(
      ctx.manager,
      sql`UPDATE base_contacts SET deleted_at = ${now}, updated_at = ${now}, version = version + 1
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND deleted_at IS NULL RETURNING id, created_on AS "createdOn"`,
    );
    this.figures.removed(
      ctx,
      rows.map(({ createdOn }) => createdOn),
    );
    return rows.map((row) => row.id);
  }

  /**
   * Answers the ids that were brought back, with when they had been trashed. One whose address or number a live contact has
   * by now stays in the trash; of two in the trash with the same address the older id comes back.
   */
  async restore(
    ctx: WorkspaceContext,
    ids: readonly string[],
    now: string,
    trashedAt: string | null = null,
  ): Promise<({ id: string; deletedAt: string } & Pick<ContactKeys, 'emailKey' | 'phoneE164'>)[]> {
    // Each of the two is one look into the index of living addresses: asked for both states at once, SQLite reads the whole workspace, and
    // a NOT EXISTS is a join with all of it to PostgreSQL where it has no statistics yet. And where these say that all are in the trash,
    // every index of living contacts looks as good as another to it: only the right one is in the order asked for.
    const free = (column: string): ReturnType<typeof sql> => {
      const name = sql.raw(column);
      return sql`((SELECT o.${name} FROM base_contacts o WHERE o.workspace_id = ${ctx.workspaceId} AND o.${name} >= c.${name} AND o.${name} IS NOT NULL
        AND o.deleted_at IS NULL ORDER BY o.${name} LIMIT 1) = c.${name}) IS NOT TRUE`;
    };
    // Compared plainly, the state would lead SQLite through all of the trash for a few hundred ids, here and below.
    const candidates = await queryRows<{ id: string; deletedAt: string } & Pick<ContactKeys, 'emailKey' | 'phoneE164'>>(
      ctx.manager,
      sql`SELECT c.id, c.deleted_at AS "deletedAt", c.email_key AS "emailKey", c.phone_e164 AS "phoneE164" FROM base_contacts c
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(ids)}) AND COALESCE(c.deleted_at, '') > ${ERASING}
            ${sql.if(trashedAt, sql`AND COALESCE(c.deleted_at, '') = ${trashedAt}`)} AND ${free('email_key')} AND ${free('phone_e164')} ORDER BY c.id`,
    );
    const restorable = firstOfEachKey(candidates);
    // Who is brought back by someone else at this moment is counted by them.
    const restored = await queryRows<{ createdOn: string }>(
      ctx.manager,
      sql`UPDATE base_contacts SET deleted_at = NULL, updated_at = ${now}, version = version + 1
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(restorable.map((row) => row.id))}) AND COALESCE(deleted_at, '') <> ''
          RETURNING created_on AS "createdOn"`,
    );
    this.figures.added(
      ctx,
      restored.map(({ createdOn }) => createdOn),
    );
    return restorable;
  }

  /** Takes some whose time in the trash is over, of one workspace; from here on nobody can restore them. Null when there are none. */
  async claimForRemoval(ctx: Context, before: string, limit: number): Promise<{ workspaceId: string; ids: string[] } | null> {
    const first = await queryOne<{ workspaceId: string }>(
      ctx.manager,
      sql`SELECT workspace_id AS "workspaceId" FROM base_contacts WHERE deleted_at IS NOT NULL AND deleted_at <= ${before} AND deleted_at <> ${ERASING} ORDER BY deleted_at LIMIT 1`,
    );
    if (!first) return null;
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`UPDATE base_contacts SET deleted_at = ${LONG_AGO} WHERE id IN (SELECT id FROM base_contacts WHERE deleted_at IS NOT NULL AND deleted_at <= ${before}
            AND deleted_at <> ${ERASING} AND workspace_id = ${first.workspaceId} ORDER BY deleted_at LIMIT ${limit}) AND deleted_at IS NOT NULL AND deleted_at <= ${before} RETURNING id`,
    );
    return { workspaceId: first.workspaceId, ids: rows.map(({ id }) => id) };
  }

  /** Claimed ones, with everything that is theirs alone. What says who must not be mailed, and what was sent, stays. False when it was stopped. */
  remove(ctx: Context, ids: readonly string[], limits: StepLimits): Promise<boolean> {
    return new StepRemover(ctx.manager, limits).remove('base_contacts', sql`id IN (${sql.list(ids)}) AND deleted_at = ${LONG_AGO}`);
  }

  /** Where these contacts are, and who has their address or number now. Whoever is missing from the answer does not exist any more. */
  async listStates(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, ContactState>> {
    if (ids.length === 0) return new Map();
    const owner = (column: string): ReturnType<typeof sql> => {
      const name = sql.raw(column);
      return sql`(SELECT o.id FROM base_contacts o WHERE o.workspace_id = c.workspace_id AND o.${name} = c.${name} AND o.${name} IS NOT NULL AND o.deleted_at IS NULL AND o.id <> c.id LIMIT 1)`;
    };
    const rows = await queryRows<ContactState & { id: string }>(
      ctx.manager,
      sql`SELECT c.id, c.deleted_at AS "deletedAt", ${owner('email_key')} AS "emailOwnerId", ${owner('phone_e164')} AS "phoneOwnerId"
          FROM base_contacts c WHERE c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The stage first, then by name; `most` of each contact, with how many there are. */
  async listMemberships(ctx: WorkspaceContext, contactIds: readonly string[], most: number | null = null): Promise<ListMembership[]> {
    if (contactIds.length === 0) return [];
    const rows = await queryRows<MembershipRow>(ctx.manager, this.selectMemberships(ctx, contactIds, most));
    return rows.map(membershipOf);
  }

  selectMemberships(ctx: WorkspaceContext, contactIds: readonly string[], most: number | null): SqlFragment {
    const order = sql.raw('l.is_primary DESC, l.name, l.id');
    return sql`SELECT m."contactId", m.id, m.name, m."isPrimary", m.since, m.total FROM (
            SELECT a.contact_id AS "contactId", l.id, l.name, l.is_primary AS "isPrimary", a.assigned_at AS since, COUNT(*) OVER (PARTITION BY a.contact_id) AS total,
              ROW_NUMBER() OVER (PARTITION BY a.contact_id ORDER BY ${order}) AS place
            FROM contact_list_assignments a JOIN contact_lists l ON l.id = a.list_id
            WHERE a.contact_id IN (${sql.list(contactIds)}) AND l.workspace_id || '' = ${ctx.workspaceId} AND l.deleted_at IS NULL
          ) m ${sql.if(most, sql`WHERE m.place <= ${most ?? 0}`)} ORDER BY m."contactId", m.place`;
  }

  /**
   * Brings SQLite's search index up to date with the newest rows, at most `limit` of them; answers how many were left out at
   * least. PostgreSQL keeps its own index current.
   */
  async indexNewest(ctx: Pick<WorkspaceContext, 'manager'>, limit: number): Promise<number> {
    if (isPostgres(ctx.manager)) return 0;
    const state = await queryOne<{ from: number; to: number | null; pending: number }>(
      ctx.manager,
      sql`SELECT s.indexed_up_to AS "from", (SELECT MAX(search_id) FROM base_contacts) AS "to",
            (SELECT COUNT(*) FROM (SELECT 1 FROM base_contacts WHERE search_id > s.indexed_up_to LIMIT ${limit + 1})) AS pending FROM contact_search_state s`,
    );
    if (!state || state.pending === 0 || state.to === null) return 0;
    const batch = sql`SELECT search_id, search_text || COALESCE(' ' || custom_text, '') AS text, search_short || COALESCE(' ' || custom_short, '') AS terms FROM base_contacts WHERE search_id > ${state.from} ORDER BY search_id LIMIT ${limit}`;
    const last = state.pending > limit ? sql`(SELECT MAX(search_id) FROM (${batch}))` : sql`${state.to}`;
    await execute(ctx.manager, sql`INSERT INTO contact_search (rowid, text) SELECT search_id, text FROM (${batch})`);
    await execute(ctx.manager, sql`INSERT INTO contact_short (rowid, terms) SELECT search_id, terms FROM (${batch})`);
    await execute(ctx.manager, sql`UPDATE contact_search_state SET indexed_up_to = ${last}`);
    return state.pending - Math.min(state.pending, limit);
  }
}

export type MembershipRow = Omit<ListMembership, 'isPrimary'> & { isPrimary: boolean | number };

export function membershipOf(row: MembershipRow): ListMembership {
  return { ...row, isPrimary: Boolean(row.isPrimary) };
}

/** Of several with one address or number the first. */
function firstOfEachKey<T extends Pick<ContactKeys, 'emailKey' | 'phoneE164'>>(rows: readonly T[]): T[] {
  const [emails, phones] = [new Set<string>(), new Set<string>()];
  return rows.filter(({ emailKey, phoneE164 }) => {
    if ((emailKey !== null && emails.has(emailKey)) || (phoneE164 !== null && phones.has(phoneE164))) return false;
    if (emailKey !== null) emails.add(emailKey);
    if (phoneE164 !== null) phones.add(phoneE164);
    return true;
  });
}
