import { Injectable } from '@nestjs/common';
import { type FieldSettings, mergeValuesOf, type RuleTree, type StoredField, storedFieldRules, storedOptions } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import { ContactQueryService } from '../contacts/ContactQueryService.js';
import type { ContactQuery } from '../contacts/public.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { RenderContact } from '../templates/public.js';
import type { Audience, Campaign } from './CampaignRow.js';
import { addressingOf } from './channels/addressings.js';
import type { Addressing } from './channels/Channel.js';
import { choiceOf } from './choices.js';
import { type Cap, hasReached } from './FrequencyCap.js';
import type { SkipReason } from './RecipientDtos.js';
import { hadOfSeries } from './ledger/openRows.js';

type ContactRow = Omit<RenderContact, 'customFields'> & { readonly id: string };

export interface AudienceMember {
  readonly contactId: string;
  /** Where they are reached on the channel of the campaign, and its key. */
  readonly address: string | null;
  readonly addressKey: string | null;
  /** Null: will get the message. */
  readonly skipReason: SkipReason | null;
}

export interface AudienceCount {
  readonly skipReason: SkipReason | null;
  readonly count: number;
}

export interface ValueCount {
  readonly value: string | null;
  readonly count: number;
  readonly total: number;
}

/**
 * Who a campaign reaches, why someone is left out, and what is known of each. Whom it means is a query of contacts; the reasons join
 * suppressions, and therefore read tables of other modules: as one statement it stays true at one moment and fast at a million rows.
 */
@Injectable()
export class AudienceRepository {
  constructor(
    private readonly queries: ContactQueryService,
    private readonly clock: Clock,
  ) {}

  /**
   * Everyone on the lists and in the segments, in the order of their ids, from after `cursor` on. Trashed and excluded people are listed with their
   * reason. Read beside everything else: whoever walks a large audience keeps nobody waiting. CROSS JOIN holds SQLite to the order of reading: it would walk all contacts and look for each of them on the page.
   */
  async listMembers(ctx: WorkspaceContext, audience: Audience, cursor: string | null, limit: number): Promise<AudienceMember[]> {
    const { meant, reason } = await this.compile(ctx, audience);
    const { address, key } = addressingOf(audience.channel);
    return queryRowsAside<AudienceMember>(
      ctx.manager,
      sql`SELECT c.id AS "contactId", c.${address} AS address, c.${key} AS "addressKey", ${reason} AS "skipReason"
          FROM (${meant.pageOfIds(cursor, limit)}) AS page CROSS JOIN base_contacts c
          WHERE c.id = page.id AND c.workspace_id = ${ctx.workspaceId} ORDER BY page.id`,
    );
  }

  async countByReason(ctx: WorkspaceContext, audience: Audience): Promise<AudienceCount[]> {
    const { meant, reason } = await this.compile(ctx, audience);
    return queryRowsAside<AudienceCount>(
      ctx.manager,
      sql`SELECT "skipReason", COUNT(*) AS count FROM (SELECT ${reason} AS "skipReason" FROM base_contacts c WHERE ${meant.whereInSet}) AS members
          GROUP BY "skipReason"`,
    );
  }

  /** How many of those who will get the message have an address with letters beyond ASCII before the @. The key's domain is ASCII. */
  async countBeyondAscii(ctx: WorkspaceContext, audience: Audience): Promise<number> {
    const { meant, reason } = await this.compile(ctx, audience);
    const { key } = addressingOf(audience.channel);
    const [row] = await queryRowsAside<{ count: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM base_contacts c WHERE ${meant.whereInSet} AND octet_length(c.${key}) <> length(c.${key})
          AND ${reason} IS NULL`,
    );
    return Number(row?.count ?? 0);
  }

  /** How many of those who will get the message have had as many as the cap allows, as of now. */
  async countCapped(ctx: WorkspaceContext, { id, audience }: Pick<Campaign, 'id' | 'audience'>, cap: Cap): Promise<number> {
    const { meant, reason } = await this.compile(ctx, audience);
    const person = { contactId: sql.raw('c.id'), channel: sql`${audience.channel}`, campaignId: sql`${id}` };
    const [row] = await queryRowsAside<{ count: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM base_contacts c WHERE ${meant.whereInSet} AND ${hasReached(cap, person)} AND ${reason} IS NULL`,
    );
    return Number(row?.count ?? 0);
  }

  /**
   * How many of those who will get the message have which value of a custom field, the most frequent first; null: none. `total` is how many
   * people they are in all, also where `limit` leaves values out.
   */
  async countByValue(ctx: WorkspaceContext, audience: Audience, definitionId: string, limit: number): Promise<ValueCount[]> {
    const { meant, reason } = await this.compile(ctx, audience);
    return queryRowsAside<ValueCount>(
      ctx.manager,
      sql`SELECT value, COUNT(*) AS count, SUM(COUNT(*)) OVER () AS total FROM (
            SELECT (SELECT v.field_value FROM custom_fields v WHERE v.contact_id = c.id AND v.definition_id = ${definitionId}) AS value
            FROM base_contacts c WHERE ${meant.whereInSet} AND ${reason} IS NULL) AS members
          GROUP BY value ORDER BY count DESC, value LIMIT ${limit}`,
    );
  }

  /** The values of a custom field of these contacts, by contact. */
  async valuesOf(ctx: WorkspaceContext, definitionId: string, contactIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRowsAside<{ contactId: string; value: string | null }>(
      ctx.manager,
      // The index over contacts finds them: as a column, the definition would have all its values read.
      sql`SELECT contact_id AS "contactId", field_value AS value FROM custom_fields
          WHERE contact_id IN (${sql.list(contactIds)}) AND definition_id || '' = ${definitionId}`,
    );
    return new Map(rows.flatMap(({ contactId, value }) => (value === null ? [] : [[contactId, value] as const])));
  }

  /** What a batch of messages is rendered from, as it is now: two statements for the whole batch. */
  async loadContacts(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    needsCustomFields: boolean,
  ): Promise<Map<string, RenderContact>> {
    const rows = await queryRows<ContactRow>(
      ctx.manager,
      sql`SELECT id, first_name AS "firstName", last_name AS "lastName", primary_email AS email, primary_phone AS phone, company
          FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(contactIds)})`,
    );
    const fields = needsCustomFields ? await this.customFields(ctx, contactIds) : new Map<string, RenderContact['customFields']>();
    return new Map(rows.map(({ id, ...contact }) => [id, { ...contact, customFields: fields.get(id) ?? {} }]));
  }

  /** Names of the lists that exist in this workspace. */
  async listNames(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM contact_lists WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** The trash is asked about too, so that whoever is in it is listed with the reason. */
  private async compile(
    ctx: WorkspaceContext,
    { listIds, excludeListIds, segmentIds, excludeSegmentIds, channel, topicId, newToSeries }: Audience,
  ): Promise<{ meant: ContactQuery; reason: SqlFragment }> {
    const meant = await this.queries.prepare(ctx, onAny(listIds, segmentIds), 'any');
    const lists = await this.queries.prepare(ctx, onLists(excludeListIds), 'any');
    const segments = excludeSegmentIds.length > 0 ? await this.queries.prepare(ctx, onAny([], excludeSegmentIds), 'any') : null;
    const excluded = {
      newToSeries: newToSeries ?? null,
      lists: lists.condition,
      segments: segments && sql`COALESCE((${segments.condition}), ${false})`,
    };
    return { meant, reason: reasonOf(ctx, { ...excluded, topicId, now: nowIso(this.clock) }, addressingOf(channel)) };
  }

  private async customFields(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<Map<string, RenderContact['customFields']>> {
    const rows = await queryRows<StoredField & { contactId: string; definitionId: string | null }>(
      ctx.manager,
      sql`SELECT contact_id AS "contactId", definition_id AS "definitionId", field_name AS "fieldName", field_value AS value, field_type AS "fieldType" FROM custom_fields v
          WHERE contact_id IN (${sql.list(contactIds)}) AND NOT EXISTS (SELECT 1 FROM custom_field_definitions d WHERE d.id = v.definition_id AND d.deleted_at IS NOT NULL)`,
    );
    const settings = await this.settingsOf(ctx, rows);
    const fields = new Map<string, StoredField[]>();
    for (const stored of rows) {
      const known = settings.get(stored.definitionId ?? '');
      const row = known ? { ...stored, settings: known } : stored;
      const own = fields.get(row.contactId);
      if (own) own.push(row);
      else fields.set(row.contactId, [row]);
    }
    return new Map([...fields].map(([id, own]) => [id, mergeValuesOf(own)]));
  }

  /** Options by their definitions, of values that hold keys: people read labels. */
  private async settingsOf(
    ctx: WorkspaceContext,
    rows: readonly { fieldType: string; definitionId: string | null }[],
  ): Promise<Map<string, FieldSettings>> {
    const withOptions = rows.filter(({ fieldType }) => storedFieldRules(fieldType).hasOptions).map(({ definitionId }) => definitionId);
    const ids = [...new Set(withOptions.filter((id) => id !== null))];
    if (ids.length === 0) return new Map();
    const found = await queryRows<{ id: string; optionsJson: string | null }>(
      ctx.manager,
      sql`SELECT id, options_json AS "optionsJson" FROM custom_field_definitions WHERE id IN (${sql.list(ids)}) AND workspace_id = ${ctx.workspaceId}`,
    );
    return new Map(found.map(({ id, optionsJson }) => [id, { options: storedOptions(optionsJson), currency: null }]));
  }
}

function onLists(listIds: readonly string[]): RuleTree {
  return { rule: 'inList', with: { listIds } };
}

/** On a list or in a segment. One list alone is a set that its own table has in order. */
function onAny(listIds: readonly string[], segmentIds: readonly string[]): RuleTree {
  const inSegments: RuleTree[] = segmentIds.map((segmentId) => ({ rule: 'inSegment', with: { segmentId } }));
  if (inSegments.length === 0) return onLists(listIds);
  const [only] = inSegments;
  if (listIds.length === 0 && inSegments.length === 1 && only) return only;
  return { or: [...(listIds.length > 0 ? [onLists(listIds)] : []), ...inSegments] };
}

interface Excluded {
  readonly lists: SqlFragment;
  readonly segments: SqlFragment | null;
  readonly newToSeries: string | null;
  readonly topicId: string | null;
  readonly now: string;
}

/** The first reason that applies, strictest knowledge about the person first. */
function reasonOf(ctx: WorkspaceContext, excluded: Excluded, addressing: Addressing): SqlFragment {
  const { channel, address, key, missing } = addressing;
  return sql`CASE
    WHEN c.deleted_at IS NOT NULL THEN 'trashed'
    WHEN ${excluded.lists} THEN 'excludedList'
    ${sql.if(excluded.segments, () => sql`WHEN ${excluded.segments ?? sql.empty} THEN 'excludedSegment'`)}
    ${sql.if(excluded.newToSeries, () => sql`WHEN EXISTS (${hadOfSeries(excluded.newToSeries ?? '')}) THEN 'hadIt'`)}
    WHEN c.${key} IS NULL OR c.${address} IS NULL THEN ${missing}
    ELSE COALESCE((SELECT s.reason FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = ${channel} AND s.address_key = c.${key}),
      ${choiceOf(readerOf(ctx, addressing), excluded)})
  END`;
}

/** Whose choices count: of the contact `c`. */
function readerOf({ workspaceId }: WorkspaceContext, { channel, key, choiceKey }: Addressing): Parameters<typeof choiceOf>[0] {
  const reader = { workspaceId: sql`${workspaceId}`, channel: sql`${channel}`, addressKey: sql`c.${key}` };
  return choiceKey ? { ...reader, choiceKey: sql`c.${choiceKey}` } : reader;
}
