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
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, sql } from '../../platform/database/sql.js';
export class SenderRepository {
    find(ctx, workspaceId) {
        return queryOne(ctx.manager, sql`SELECT id, provider_type AS type, config_json AS config, state, state_reason AS "stateReason", last_test_json AS "lastTest",
                 last_tested_at AS "lastTestedAt", updated_at AS "updatedAt"
          FROM workspace_email_providers WHERE workspace_id = ${workspaceId}`);
    }
    /** The id of the workspace's row, made when there is none: secrets are bound to it before they are stored. */ async ensureRow(ctx, type, now) {
        await execute(ctx.manager, sql`INSERT INTO workspace_email_providers (id, workspace_id, provider_type, config_json, state, created_at, updated_at)
          VALUES (${newId()}, ${ctx.workspaceId}, ${type}, '{}', 'untested', ${now}, ${now}) ON CONFLICT (workspace_id) DO NOTHING`);
        const row = await this.find(ctx, ctx.workspaceId);
        if (!row) throw new Error('The sender row vanished while it was written.');
        return row.id;
    }
    async save(ctx, input) {
        await execute(ctx.manager, sql`UPDATE workspace_email_providers SET provider_type = ${input.type}, config_json = ${input.config}, state = ${input.state}, state_reason = NULL,
            last_test_json = NULL, last_tested_at = NULL, updated_at = ${input.now}
          WHERE workspace_id = ${ctx.workspaceId}`);
    }
    /** Only where the settings are still those that were tested. */ async recordTest(ctx, input) {
        await execute(ctx.manager, sql`UPDATE workspace_email_providers SET state = ${input.state}, state_reason = ${input.reason}, last_test_json = ${input.test}, last_tested_at = ${input.now}
          WHERE workspace_id = ${ctx.workspaceId} AND updated_at = ${input.configuredAt}`);
    }
    async pause(ctx, reason) {
        const changed = await execute(ctx.manager, sql`UPDATE workspace_email_providers SET state = 'paused', state_reason = ${reason} WHERE workspace_id = ${ctx.workspaceId} AND state <> 'paused'`);
        return changed > 0;
    }
}
SenderRepository = _ts_decorate([
    Injectable()
], SenderRepository);
