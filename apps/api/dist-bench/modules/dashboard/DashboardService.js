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
function _ts_metadata(metadataKey, metadataValue) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") {
        return Reflect.metadata(metadataKey, metadataValue);
    }
}
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time/Clock.js';
import { activityTitle, personName } from './activityTitle.js';
import { DashboardRepository } from './DashboardRepository.js';
const DAY_MS = 86_400_000;
const DAYS = 30;
const IMPORT_DAYS = 7;
const ACTIVITY = 12;
export class DashboardService {
    constructor(dashboard, clock){
        this.dashboard = dashboard;
        this.clock = clock;
    }
    async get(ctx) {
        const since = this.daysAgo(DAYS - 1).slice(0, 10);
        const [total, days, lists, statuses, active, recent, outcomes, activity, needsYou] = await Promise.all([
            this.dashboard.countContacts(ctx),
            this.dashboard.countAddedByDay(ctx, since),
            this.dashboard.countLists(ctx),
            this.dashboard.countCampaignsByStatus(ctx),
            this.dashboard.listActiveCampaigns(ctx),
            this.dashboard.listRecentCampaigns(ctx),
            this.dashboard.countOutcomes(ctx, since),
            this.dashboard.listActivity(ctx, ACTIVITY),
            this.needs(ctx)
        ]);
        const states = await this.dashboard.countStates(ctx, [
            ...new Set([
                ...active,
                ...recent
            ].map((campaign)=>campaign.id))
        ]);
        const daily = this.everyDay(days);
        return {
            contacts: {
                total,
                addedLast30Days: daily.reduce((sum, day)=>sum + day.count, 0),
                daily
            },
            lists: lists.map((list)=>({
                    id: list.id,
                    name: list.name,
                    isPrimary: Boolean(list.is_primary),
                    count: Number(list.count)
                })),
            campaigns: {
                byStatus: Object.fromEntries(statuses.map(({ status, count })=>[
                        status,
                        Number(count)
                    ])),
                active: active.map((campaign)=>presentCampaign(campaign, states)),
                recent: recent.map((campaign)=>presentCampaign(campaign, states))
            },
            deliverability: {
                days: DAYS,
                ...outcomes
            },
            needsYou,
            recentActivity: activity.map((row)=>({
                    id: row.id,
                    contactId: row.contact_id,
                    contactName: personName(row),
                    type: row.type,
                    title: activityTitle(row.type, row.content),
                    timestamp: row.timestamp
                }))
        };
    }
    async needs(ctx) {
        const [reviews, stopped, uncertain, senders, imports] = await Promise.all([
            this.dashboard.listCampaignsInReview(ctx),
            this.dashboard.listStoppedCampaigns(ctx),
            this.dashboard.listUncertainCampaigns(ctx, this.daysAgo(DAYS)),
            this.dashboard.listPausedSenders(ctx),
            this.dashboard.listFailedImports(ctx, this.daysAgo(IMPORT_DAYS))
        ]);
        const mayApprove = ctx.role !== 'author' && ctx.role !== 'viewer';
        return [
            ...senders.map(({ state_reason })=>({
                    kind: 'sender',
                    title: `Sending is paused: ${state_reason ?? 'the sender refused the login'}`,
                    link: {
                        page: 'senderSettings',
                        id: null
                    }
                })),
            ...stopped.map(({ id, name, status_reason })=>({
                    kind: 'campaign',
                    title: `${name} is paused: ${status_reason}`,
                    link: {
                        page: 'campaign',
                        id
                    }
                })),
            ...mayApprove ? reviews.map(({ id, name })=>({
                    kind: 'approval',
                    title: `${name} waits for approval`,
                    link: {
                        page: 'campaign',
                        id
                    }
                })) : [],
            ...uncertain.map(({ id, name, count })=>({
                    kind: 'uncertain',
                    title: `${name}: ${String(count)} uncertain ${Number(count) === 1 ? 'message' : 'messages'}`,
                    link: {
                        page: 'campaign',
                        id
                    }
                })),
            ...imports.map(({ id, file_name })=>({
                    kind: 'failedImport',
                    title: `The import of ${file_name} failed`,
                    link: {
                        page: 'import',
                        id
                    }
                }))
        ];
    }
    daysAgo(days) {
        return new Date(this.clock.now().getTime() - days * DAY_MS).toISOString();
    }
    everyDay(rows) {
        const counts = new Map(rows.map((row)=>[
                row.date,
                Number(row.count)
            ]));
        return Array.from({
            length: DAYS
        }, (_, index)=>{
            const date = this.daysAgo(DAYS - 1 - index).slice(0, 10);
            return {
                date,
                count: counts.get(date) ?? 0
            };
        });
    }
}
DashboardService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof DashboardRepository === "undefined" ? Object : DashboardRepository,
        typeof Clock === "undefined" ? Object : Clock
    ])
], DashboardService);
function presentCampaign(row, states) {
    const own = states.filter((state)=>state.campaign_id === row.id);
    const count = (name)=>Number(own.find((state)=>state.state === name)?.count ?? 0);
    return {
        id: row.id,
        name: row.name,
        status: row.status,
        statusReason: row.status_reason,
        counts: {
            recipients: own.reduce((sum, state)=>sum + Number(state.count), 0),
            planned: count('planned'),
            claimed: count('claimed'),
            handed: count('handed'),
            accepted: count('accepted'),
            delivered: count('delivered'),
            failed: count('failed'),
            uncertain: count('uncertain'),
            skipped: count('skipped')
        },
        scheduledAt: row.scheduled_at,
        startedAt: row.started_at,
        finishedAt: row.finished_at,
        updatedAt: row.updated_at
    };
}
