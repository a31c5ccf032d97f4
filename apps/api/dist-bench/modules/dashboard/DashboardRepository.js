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
import { queryRows, sql } from '../../platform/database/sql.js';
const ACTIVE = [
    'scheduled',
    'queued',
    'sending',
    'paused'
];
const CAMPAIGN = sql.raw('id, name, status, status_reason, scheduled_at, started_at, finished_at, updated_at');
export class DashboardRepository {
    async countContacts(ctx) {
        const [row] = await queryRows(ctx.manager, sql`SELECT COUNT(*) AS count FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`);
        return Number(row?.count ?? 0);
    }
    countAddedByDay(ctx, since) {
        return queryRows(ctx.manager, sql`SELECT SUBSTR(created_on, 1, 10) AS date, COUNT(*) AS count FROM base_contacts
          WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND created_on >= ${since} GROUP BY SUBSTR(created_on, 1, 10)`);
    }
    countLists(ctx) {
        return queryRows(ctx.manager, sql`SELECT l.id, l.name, l.is_primary, (
            SELECT COUNT(*) FROM contact_list_assignments a JOIN base_contacts c ON c.id = a.contact_id WHERE a.list_id = l.id AND c.deleted_at IS NULL
          ) AS count
          FROM contact_lists l WHERE l.workspace_id = ${ctx.workspaceId} ORDER BY l.is_primary DESC, l.name LIMIT 50`);
    }
    countCampaignsByStatus(ctx) {
        return queryRows(ctx.manager, sql`SELECT status, COUNT(*) AS count FROM campaigns WHERE workspace_id = ${ctx.workspaceId} GROUP BY status`);
    }
    listActiveCampaigns(ctx) {
        return queryRows(ctx.manager, sql`SELECT ${CAMPAIGN} FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND status IN (${sql.list(ACTIVE)}) ORDER BY updated_at DESC, id DESC LIMIT 10`);
    }
    listRecentCampaigns(ctx) {
        return queryRows(ctx.manager, sql`SELECT ${CAMPAIGN} FROM campaigns WHERE workspace_id = ${ctx.workspaceId} ORDER BY updated_at DESC, id DESC LIMIT 5`);
    }
    countStates(ctx, campaignIds) {
        if (campaignIds.length === 0) return Promise.resolve([]);
        return queryRows(ctx.manager, sql`SELECT campaign_id, state, COUNT(*) AS count FROM campaign_recipients WHERE campaign_id IN (${sql.list(campaignIds)}) GROUP BY campaign_id, state`);
    }
    async countOutcomes(ctx, since) {
        const [row] = await queryRows(ctx.manager, sql`SELECT
            SUM(CASE WHEN r.accepted_at IS NOT NULL THEN 1 ELSE 0 END) AS sent,
            SUM(CASE WHEN r.delivered_at IS NOT NULL THEN 1 ELSE 0 END) AS delivered,
            SUM(CASE WHEN r.state = 'failed' THEN 1 ELSE 0 END) AS failed,
            SUM(CASE WHEN r.bounced_at IS NOT NULL THEN 1 ELSE 0 END) AS bounced,
            SUM(CASE WHEN r.complained_at IS NOT NULL THEN 1 ELSE 0 END) AS complained,
            SUM(CASE WHEN r.unsubscribed_at IS NOT NULL THEN 1 ELSE 0 END) AS unsubscribed,
            SUM(CASE WHEN r.state = 'uncertain' THEN 1 ELSE 0 END) AS uncertain
          FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.started_at >= ${since}`);
        const count = (name)=>Number(row?.[name] ?? 0);
        return {
            sent: count('sent'),
            delivered: count('delivered'),
            failed: count('failed'),
            bounced: count('bounced'),
            complained: count('complained'),
            unsubscribed: count('unsubscribed'),
            uncertain: count('uncertain')
        };
    }
    listCampaignsInReview(ctx) {
        return queryRows(ctx.manager, sql`SELECT id, name FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND status = 'inReview' ORDER BY updated_at LIMIT 10`);
    }
    /** Campaigns that stopped by themselves, with the reason. */ listStoppedCampaigns(ctx) {
        return queryRows(ctx.manager, sql`SELECT id, name, status_reason FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND status = 'paused' AND status_reason IS NOT NULL ORDER BY updated_at LIMIT 10`);
    }
    listUncertainCampaigns(ctx, since) {
        return queryRows(ctx.manager, sql`SELECT c.id, c.name, COUNT(*) AS count FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id AND r.state = 'uncertain'
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.started_at >= ${since} GROUP BY c.id, c.name LIMIT 10`);
    }
    listPausedSenders(ctx) {
        return queryRows(ctx.manager, sql`SELECT state_reason FROM workspace_email_providers WHERE workspace_id = ${ctx.workspaceId} AND state = 'paused'`);
    }
    listFailedImports(ctx, since) {
        return queryRows(ctx.manager, sql`SELECT id, file_name FROM import_jobs WHERE workspace_id = ${ctx.workspaceId} AND status = 'failed' AND created_at >= ${since} ORDER BY id DESC LIMIT 5`);
    }
    listActivity(ctx, limit) {
        return queryRows(ctx.manager, sql`SELECT l.id, l.contact_id, c.first_name, c.last_name, c.primary_email, c.company, l.type, l.content, l.timestamp
          FROM communication_logs l JOIN base_contacts c ON c.id = l.contact_id
          WHERE l.workspace_id = ${ctx.workspaceId} ORDER BY l.timestamp DESC, l.id DESC LIMIT ${limit}`);
    }
}
DashboardRepository = _ts_decorate([
    Injectable()
], DashboardRepository);
