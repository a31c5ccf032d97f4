import type { OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { Context } from '../../../platform/context/Context.js';
import { jobContext, systemContext } from '../../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider } from '../../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import { LaneAftermath } from './LaneAftermath.js';
import { ProviderInquiry } from './ProviderInquiry.js';
import { SendQueue } from './SendQueue.js';

const SWEEP_JOB = 'campaigns.sweep';
const EVERY_MS = 30_000;
/** Longer than the longest wait for an absent mail server: who is overdue by more has been forgotten. */
const OVERDUE_MS = 20 * 60_000;

/** Closes what a crash, a lost job or an interrupted worker left open. */
@JobHandlerProvider()
export class SweepCampaignsJob implements JobHandler<object>, OnModuleInit, OnApplicationBootstrap {
  readonly name = SWEEP_JOB;
  readonly repeatable = 'It looks for what is overdue and moves it by conditional updates; what is in order it leaves alone.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly jobs: JobQueue,
    private readonly campaigns: CampaignRepository,
    private readonly ledger: LedgerWriter,
    private readonly reader: LedgerReader,
    private readonly inquiry: ProviderInquiry,
    private readonly aftermath: LaneAftermath,
    private readonly queue: SendQueue,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** On SQLite there is one process: what is claimed at its start was claimed by one that is dead. Before any job runs. */
  async onModuleInit(): Promise<void> {
    if (this.config.database.kind !== 'sqlite') return;
    const left = await this.ledger.recover(systemContext(this.dataSource.manager), 'everything', nowIso(this.clock));
    if (left.replanned + left.uncertain > 0) this.logger.warn('campaign.recovered', left);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.enqueue(0);
  }

  async handle(): Promise<void> {
    try {
      await this.sweep(systemContext(this.dataSource.manager));
    } finally {
      await this.enqueue(EVERY_MS);
    }
  }

  async sweep(ctx: Context): Promise<void> {
    const now = this.clock.now();
    const left = await this.ledger.recover(ctx, { expiredAt: now.toISOString() }, now.toISOString());
    if (left.replanned + left.uncertain > 0) this.logger.warn('campaign.recovered', left);
    for (const campaign of await this.campaigns.listByStatus(ctx, ['sending'])) await this.pushOn(ctx, campaign, now);
    for (const campaign of await this.campaigns.listByStatus(ctx, ['scheduled'], new Date(now.getTime() - EVERY_MS).toISOString())) {
      await this.queue.enqueueStart(ctx, campaign.id);
    }
    for (const campaign of await this.campaigns.listUnclosedCancelled(ctx)) await this.queue.enqueueClose(ctx, campaign.id);
    await this.inquiry.sweep(ctx);
  }

  private async pushOn(ctx: Context, campaign: Campaign, now: Date): Promise<void> {
    const overdue = new Date(now.getTime() - OVERDUE_MS).toISOString();
    if (campaign.expandedAt === null) {
      if ((campaign.startedAt ?? '') < overdue) await this.queue.enqueueExpansion(ctx, campaign.id);
      return;
    }
    const due = await this.reader.nextDue(ctx, campaign.id);
    if (due !== null && due < overdue) await this.queue.enqueueLanes(ctx, campaign.id);
    else if (due === null) await this.aftermath.goOn(jobContext(ctx.manager, campaign.workspaceId, this.name, ctx.requestId), campaign, 0);
  }

  private enqueue(inMs: number): Promise<void> {
    return this.jobs.enqueue(this.dataSource, {
      name: SWEEP_JOB,
      payload: {},
      key: SWEEP_JOB,
      runAt: new Date(this.clock.now().getTime() + inMs),
    });
  }
}
