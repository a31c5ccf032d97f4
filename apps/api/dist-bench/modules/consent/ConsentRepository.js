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
import { execute, isPostgres, queryRows, sql } from '../../platform/database/sql.js';
/** Well below the number of parameters that either engine takes in one statement. */ const KEYS_PER_QUERY = 5000;
export class ConsentRepository {
    async listSuppressed(ctx, channel, keys) {
        const found = [];
        for(let from = 0; from < keys.length; from += KEYS_PER_QUERY){
            found.push(...await queryRows(ctx.manager, sql`SELECT address_key AS "addressKey", reason, created_at AS since FROM suppressions
              WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key IN (${sql.list(keys.slice(from, from + KEYS_PER_QUERY))})`));
        }
        return found;
    }
    async listEvents(ctx, channel, addressKey) {
        const rows = await queryRows(ctx.manager, sql`SELECT id, channel, address_key AS "addressKey", contact_id AS "contactId", event, source, proof_json AS "proofJson", created_at AS "createdAt"
          FROM consent_events WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey} ORDER BY id`);
        return rows.map(({ proofJson, ...row })=>({
                ...row,
                proof: JSON.parse(proofJson ?? '{}')
            }));
    }
    /** Only PostgreSQL runs two transactions at once: events of one address must see each other, or a stronger reason could be lost. */ async lockAddress(ctx, channel, addressKey) {
        if (isPostgres(ctx.manager)) await queryRows(ctx.manager, sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId} ${channel} ${addressKey}`}, 0))`);
    }
    async insertEvent(ctx, row) {
        await execute(ctx.manager, sql`INSERT INTO consent_events (id, workspace_id, channel, address_key, contact_id, event, source, proof_json, created_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.channel}, ${row.addressKey}, ${row.contactId}, ${row.event}, ${row.source}, ${JSON.stringify(row.proof)}, ${row.createdAt})`);
    }
    async putSuppression(ctx, channel, suppression) {
        await execute(ctx.manager, sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at)
          VALUES (${ctx.workspaceId}, ${channel}, ${suppression.addressKey}, ${suppression.reason}, ${suppression.since})
          ON CONFLICT (workspace_id, channel, address_key) DO UPDATE SET reason = excluded.reason, created_at = excluded.created_at`);
    }
    async deleteSuppression(ctx, channel, addressKey) {
        await execute(ctx.manager, sql`DELETE FROM suppressions WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey}`);
    }
}
ConsentRepository = _ts_decorate([
    Injectable()
], ConsentRepository);
