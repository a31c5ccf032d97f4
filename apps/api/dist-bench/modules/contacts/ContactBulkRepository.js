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
import { actorUserId } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
const INSERT_ROWS = 300;
export class ContactBulkRepository {
    async start(ctx, action, details) {
        const id = newId();
        await execute(ctx.manager, sql`INSERT INTO bulk_actions (id, workspace_id, user_id, action, details_json, affected, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${actorUserId(ctx)}, ${action}, ${JSON.stringify(details)}, 0, ${details.at})`);
        return id;
    }
    async record(ctx, id, images) {
        for(let start = 0; start < images.length; start += INSERT_ROWS){
            const rows = images.slice(start, start + INSERT_ROWS).map((image)=>sql`(${id}, ${image.contactId}, ${image.before && JSON.stringify(image.before)})`);
            await execute(ctx.manager, sql`INSERT INTO bulk_action_rows (bulk_action_id, contact_id, before_json) VALUES ${sql.join(rows, ', ')}`);
        }
        await execute(ctx.manager, sql`UPDATE bulk_actions SET affected = affected + ${images.length} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
    }
    async discard(ctx, id) {
        await execute(ctx.manager, sql`DELETE FROM bulk_actions WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
    }
    async find(ctx, id) {
        const row = await queryOne(ctx.manager, sql`SELECT id, action, details_json AS details, undone_at AS "undoneAt" FROM bulk_actions WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
        return row && {
            ...row,
            details: JSON.parse(row.details)
        };
    }
    /** False when somebody else has begun the undo. */ async markUndone(ctx, id, now) {
        return await execute(ctx.manager, sql`UPDATE bulk_actions SET undone_at = ${now} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND undone_at IS NULL`) === 1;
    }
    async listImages(ctx, id, afterContactId, limit) {
        const rows = await queryRows(ctx.manager, sql`SELECT contact_id AS "contactId", before_json AS before FROM bulk_action_rows
          WHERE bulk_action_id = ${id} ${sql.if(afterContactId, sql`AND contact_id > ${afterContactId}`)} ORDER BY contact_id LIMIT ${limit}`);
        return rows.map((row)=>({
                contactId: row.contactId,
                before: row.before === null ? null : JSON.parse(row.before)
            }));
    }
    /** Of the given ids those that are contacts of this workspace. */ async ownIds(ctx, ids) {
        const rows = await queryRows(ctx.manager, sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`);
        return rows.map((row)=>row.id);
    }
}
ContactBulkRepository = _ts_decorate([
    Injectable()
], ContactBulkRepository);
