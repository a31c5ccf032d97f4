import { Injectable } from '@nestjs/common';
import { displayName, emailKey } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { afterCursor, orderAndLimit, toPage } from '../../../platform/database/keyset.js';
import { queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import type { Page } from '../../../platform/http/Page.js';
import { fullNameOf } from '../../contacts/public.js';
import {
  type ListRecipientsQuery,
  RECIPIENT_STATES,
  type RecipientAct,
  type RecipientDto,
  type RecipientState,
  type SkipReason,
} from '../RecipientDtos.js';

interface Row extends Omit<RecipientDto, 'displayName' | 'needsPerson'> {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly state: RecipientState;
  readonly skipReason: SkipReason | null;
}

/** Some mail servers answer pages; their first words say why. */
const columns =
  sql.raw(`r.id, r.contact_id AS "contactId", p.first_name AS "firstName", p.last_name AS "lastName", r.address AS email, r.state,
  r.skip_reason AS "skipReason", SUBSTR(r.error_message, 1, 800) AS error, r.attempts, r.message_id AS "messageId", r.sent_message_id AS "sentMessageId", r.handed_at AS "handedAt",
  r.accepted_at AS "acceptedAt", r.next_attempt_at AS "nextAttemptAt", r.updated_at AS "updatedAt", r.delivered_at AS "deliveredAt", r.bounced_at AS "bouncedAt", r.replied_at AS "repliedAt", r.unsubscribed_at AS "unsubscribedAt",
  r.complained_at AS "complainedAt", r.opened_at AS "openedAt", r.clicked_at AS "clickedAt",
  r.machine_opened_at AS "machineOpenedAt", r.machine_clicked_at AS "machineClickedAt", r.last_opened_at AS "lastOpenedAt", r.last_clicked_at AS "lastClickedAt", r.opens, r.clicks,
  v.name AS variant`);
/** What is shown of a row besides its own columns. */
const joined = sql.raw(`LEFT JOIN base_contacts p ON p.id = r.contact_id LEFT JOIN campaign_variants v ON v.id = r.variant_id`);

/** As the index of each says it. */
const DID: Readonly<Record<RecipientAct, SqlFragment>> = {
  opened: sql.raw('r.opened_at IS NOT NULL'),
  clicked: sql.raw('r.clicked_at IS NOT NULL'),
  replied: sql.raw('r.replied_at IS NOT NULL'),
  unsubscribed: sql.raw('r.unsubscribed_at IS NOT NULL'),
  complained: sql.raw('r.complained_at IS NOT NULL'),
  bounced: sql.raw('r.bounced_at IS NOT NULL'),
  refused: sql.raw(`r.state = 'failed' AND r.bounced_at IS NULL`),
  machineOpened: sql.raw('r.machine_opened_at IS NOT NULL AND r.opened_at IS NULL'),
  machineClicked: sql.raw('r.machine_clicked_at IS NOT NULL AND r.clicked_at IS NULL'),
};

/** The ledger as people read it: pages of recipients. */
@Injectable()
export class LedgerPages {
  async list(ctx: WorkspaceContext, campaignId: string, query: ListRecipientsQuery): Promise<Page<RecipientDto>> {
    // A rare word or reason is looked for among very many rows.
    const rows =
      query.search || query.skipReason
        ? await queryRowsAside<Row>(ctx.manager, query.search ? found(ctx, campaignId, query, query.search) : page(ctx, campaignId, query))
        : await queryRows<Row>(ctx.manager, page(ctx, campaignId, query));
    return toPage(rows, query.limit, (row) => [row.id], present);
  }

  async find(ctx: WorkspaceContext, campaignId: string, id: string): Promise<RecipientDto | null> {
    const row = await queryOne<Row>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaign_recipients r ${joined}
          WHERE r.workspace_id = ${ctx.workspaceId} AND r.campaign_id = ${campaignId} AND r.id = ${id}`,
    );
    return row && present(row);
  }
}

/**
 * The next rows by id. No index has the ids of a campaign in order, and one more would be paid for every message; but there is one of
 * its ids by state, so the first few of each state are enough.
 */
function page(ctx: WorkspaceContext, campaignId: string, query: ListRecipientsQuery): SqlFragment {
  const { state, did, cursor, limit } = query;
  if (did || query.skipReason || query.variantId || query.round)
    return sql`SELECT ${columns} FROM campaign_recipients r ${joined}
      WHERE r.workspace_id = ${ctx.workspaceId} AND r.campaign_id = ${campaignId} ${sql.if(did, () => sql`AND ${DID[did ?? 'opened']}`)} ${sql.if(state, sql`AND r.state = ${state}`)} ${leftOut(query)} ${ofVariant(query)}
      ${afterCursor({ 'r.id': 'text' }, cursor, 'asc')} ${orderAndLimit({ 'r.id': 'text' }, 'asc', limit)}`;
  const firstOf = (one: RecipientState): SqlFragment =>
    sql`SELECT id FROM (SELECT r.id FROM campaign_recipients r WHERE r.campaign_id = ${campaignId} AND r.state = ${one}
        ${afterCursor({ 'r.id': 'text' }, cursor, 'asc')} ${orderAndLimit({ 'r.id': 'text' }, 'asc', limit)}) AS first_of_state`;
  const ids = sql.join((state ? [state] : RECIPIENT_STATES).map(firstOf), ' UNION ALL ');
  return sql`SELECT ${columns} FROM (${ids}) AS ids JOIN campaign_recipients r ON r.id = ids.id ${joined}
    WHERE r.workspace_id = ${ctx.workspaceId} ${orderAndLimit({ 'r.id': 'text' }, 'asc', limit)}`;
}

/** The rows with a text in name or address. */
function found(ctx: WorkspaceContext, campaignId: string, query: ListRecipientsQuery, search: string): SqlFragment {
  const { state, did, cursor, limit } = query;
  const asked = search.includes('@') ? emailKey(search) : search.toLowerCase();
  const pattern = `%${asked.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`SELECT ${columns} FROM campaign_recipients r ${joined}
    WHERE r.workspace_id = ${ctx.workspaceId} AND r.campaign_id = ${campaignId} ${sql.if(state, sql`AND r.state = ${state}`)} ${sql.if(did, () => sql`AND ${DID[did ?? 'opened']}`)} ${leftOut(query)} ${ofVariant(query)}
      AND (r.address_key LIKE ${pattern} ESCAPE '\\' OR LOWER(${fullNameOf('p')}) LIKE ${pattern} ESCAPE '\\')
      ${afterCursor({ 'r.id': 'text' }, cursor, 'asc')} ${orderAndLimit({ 'r.id': 'text' }, 'asc', limit)}`;
}

/** Only who is skipped has a reason, and those have an index. */
function leftOut({ skipReason }: ListRecipientsQuery): SqlFragment {
  return sql.if(skipReason, sql`AND r.state = 'skipped' AND r.skip_reason = ${skipReason}`);
}

function ofVariant({ variantId, round }: ListRecipientsQuery): SqlFragment {
  return sql`${sql.if(variantId, sql`AND r.variant_id = ${variantId}`)} ${sql.if(round, sql`AND r.variant_round = ${round}`)}`;
}

function present({ firstName, lastName, ...row }: Row): RecipientDto {
  return {
    ...row,
    displayName: displayName({ firstName, lastName, primaryEmail: row.email }),
    nextAttemptAt: row.state === 'planned' && row.attempts > 0 ? row.nextAttemptAt : null,
    attempts: Number(row.attempts),
    opens: Number(row.opens),
    clicks: Number(row.clicks),
    needsPerson: row.state === 'uncertain',
  };
}
