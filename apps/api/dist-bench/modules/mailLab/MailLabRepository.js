function _ts_decorate(decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") {
        r = Reflect.decorate(decorators, target, key, desc);
    } else {
        for(var i = decorators.length - 1; i >= 0; i--){
            if (d = decorators[i]) {
                r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
            }
        }
    }
    return c > 3 && r && Object.defineProperty(target, key, r), r;
}
import { Injectable } from '@nestjs/common';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
const SUMMARY = sql.raw('id, campaign_id AS "campaignId", from_address AS "from", to_address AS "to", subject, preview, received_at AS "receivedAt", is_read AS "isRead", last_event AS "lastEvent"');
const MESSAGE = sql.raw('id, message_id AS "messageId", campaign_id AS "campaignId", contact_id AS "contactId", from_address AS "from", to_address AS "to", subject, preview, raw, received_at AS "receivedAt"');
export class MailLabRepository {
    async list(ctx, query) {
        const pattern = `%${(query.search ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
        const rows = await queryRows(ctx.manager, sql`SELECT ${SUMMARY} FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId}
          ${sql.if(query.search, sql`AND (LOWER(from_address) LIKE ${pattern} ESCAPE '\\' OR LOWER(to_address) LIKE ${pattern} ESCAPE '\\' OR LOWER(subject) LIKE ${pattern} ESCAPE '\\')`)}
          ${afterCursor([
            'id'
        ], query.cursor, 'desc')} ${orderAndLimit([
            'id'
        ], 'desc', query.limit)}`);
        return rows.map((row)=>({
                ...row,
                isRead: Boolean(row.isRead)
            }));
    }
    find(ctx, id) {
        return queryOne(ctx.manager, sql`SELECT ${MESSAGE} FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`);
    }
    async hasMessageId(ctx, messageId) {
        return await queryOne(ctx.manager, sql`SELECT id FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND message_id = ${messageId}`) !== null;
    }
    /** False when a message with this Message-ID is there already. */ async insert(ctx, row) {
        const inserted = await execute(ctx.manager, sql`INSERT INTO mail_lab_messages (id, workspace_id, message_id, campaign_id, contact_id, from_address, to_address, subject, preview, raw, received_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.messageId}, ${row.campaignId}, ${row.contactId}, ${row.from}, ${row.to}, ${row.subject}, ${row.preview}, ${row.raw}, ${row.receivedAt})
          ON CONFLICT DO NOTHING`);
        return inserted === 1;
    }
    /** True when it was unread. */ async markRead(ctx, id) {
        return await execute(ctx.manager, sql`UPDATE mail_lab_messages SET is_read = ${true} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND NOT is_read`) === 1;
    }
    async countUnread(ctx) {
        const row = await queryOne(ctx.manager, sql`SELECT COUNT(*) AS count FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND NOT is_read`);
        return row?.count ?? 0;
    }
    deleteAll(ctx) {
        return execute(ctx.manager, sql`DELETE FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId}`);
    }
    listEvents(ctx, labMessageId) {
        return queryRows(ctx.manager, sql`SELECT e.id, e.type, e.detail, e.created_at AS at FROM mail_lab_events e JOIN mail_lab_messages m ON m.id = e.lab_message_id
          WHERE m.workspace_id = ${ctx.workspaceId} AND m.id = ${labMessageId} ORDER BY e.id`);
    }
    async insertEvent(ctx, labMessageId, row) {
        await execute(ctx.manager, sql`UPDATE mail_lab_messages SET last_event = ${row.type}, is_read = ${true} WHERE workspace_id = ${ctx.workspaceId} AND id = ${labMessageId}`);
        await execute(ctx.manager, sql`INSERT INTO mail_lab_events (id, lab_message_id, type, detail, created_at) VALUES (${row.id}, ${labMessageId}, ${row.type}, ${row.detail}, ${row.at})`);
    }
}
MailLabRepository = _ts_decorate([
    Injectable()
], MailLabRepository);
