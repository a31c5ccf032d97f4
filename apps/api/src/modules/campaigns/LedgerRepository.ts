import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit, toPage } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { Page } from '../../platform/http/Page.js';
import type { ListRecipientsQuery, RecipientDto, RecipientState, SkipReason } from './RecipientDtos.js';

interface Row extends Omit<RecipientDto, 'displayName' | 'needsPerson'> {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly state: RecipientState;
  readonly skipReason: SkipReason | null;
}

const columns =
  sql.raw(`r.id, r.contact_id AS "contactId", p.first_name AS "firstName", p.last_name AS "lastName", r.address AS email, r.state,
  r.skip_reason AS "skipReason", r.error_message AS error, r.attempts, r.message_id AS "messageId", r.sent_message_id AS "sentMessageId", r.handed_at AS "handedAt",
  r.accepted_at AS "acceptedAt", r.next_attempt_at AS "nextAttemptAt", r.updated_at AS "updatedAt", r.opened_at AS "openedAt", r.clicked_at AS "clickedAt"`);

/** The ledger as people read it: pages of recipients. */
@Injectable()
export class LedgerRepository {
  async list(ctx: WorkspaceContext, campaignId: string, query: ListRecipientsQuery): Promise<Page<RecipientDto>> {
    const pattern = `%${(query.search ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await queryRows<Row>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaign_recipients r LEFT JOIN base_contacts p ON p.id = r.contact_id
          WHERE r.workspace_id = ${ctx.workspaceId} AND r.campaign_id = ${campaignId}
          ${sql.if(query.state, sql`AND r.state = ${query.state}`)}
          ${sql.if(query.search, sql`AND (r.address_key LIKE ${pattern} ESCAPE '\\' OR LOWER(COALESCE(p.first_name, '') || ' ' || COALESCE(p.last_name, '')) LIKE ${pattern} ESCAPE '\\')`)}
          ${afterCursor(['r.id'], query.cursor, 'asc')} ${orderAndLimit(['r.id'], 'asc', query.limit)}`,
    );
    return toPage(rows, query.limit, (row) => [row.id], present);
  }

  async find(ctx: WorkspaceContext, campaignId: string, id: string): Promise<RecipientDto | null> {
    const row = await queryOne<Row>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaign_recipients r LEFT JOIN base_contacts p ON p.id = r.contact_id
          WHERE r.workspace_id = ${ctx.workspaceId} AND r.campaign_id = ${campaignId} AND r.id = ${id}`,
    );
    return row && present(row);
  }

  /** For a merge of contacts: what one got becomes what the other got. Where both are in a campaign, both rows stay as they are. */
  async repointContact(ctx: WorkspaceContext, fromContactId: string, toContactId: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET contact_id = ${toContactId} WHERE workspace_id = ${ctx.workspaceId} AND contact_id = ${fromContactId}
          AND NOT EXISTS (SELECT 1 FROM campaign_recipients o WHERE o.campaign_id = campaign_recipients.campaign_id AND o.channel = campaign_recipients.channel
            AND o.contact_id = ${toContactId})`,
    );
    await execute(
      ctx.manager,
      sql`UPDATE sent_messages SET contact_id = ${toContactId} WHERE workspace_id = ${ctx.workspaceId} AND contact_id = ${fromContactId}`,
    );
  }
}

function present({ firstName, lastName, ...row }: Row): RecipientDto {
  return {
    ...row,
    displayName: `${firstName ?? ''} ${lastName ?? ''}`.trim() || (row.email ?? 'No name'),
    nextAttemptAt: row.state === 'planned' && row.attempts > 0 ? row.nextAttemptAt : null,
    attempts: Number(row.attempts),
    needsPerson: row.state === 'uncertain',
  };
}
