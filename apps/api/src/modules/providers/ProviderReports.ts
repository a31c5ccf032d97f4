import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { descriptorOf, reportsReaderOf, type SignedRequest } from '@rapport/providers';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CallReported } from './CallEvents.js';
import { DeliveryReported } from './DeliveryEvents.js';
import { keepsList, readListOf } from './ReadProviderListJob.js';
import { parseSenderType } from './senderConfig.js';
import { reportsNotConnected, senderDoesNotReport } from './senderErrors.js';
import { SenderAccountService } from './SenderAccountService.js';
import type { SenderDto } from './SenderDtos.js';
import { SenderPoolService } from './SenderPoolService.js';
import { reportsUrl } from './publicUrls.js';
import { SenderRepository } from './SenderRepository.js';
import { TextReceived } from './TextEvents.js';

const MINUTE_MS = 60_000;

export interface HookRequest extends Omit<SignedRequest, 'url'> {
  /** With its question mark; empty: none. It is signed too. */
  readonly query: string;
}

/**
 * What providers tell by themselves. Whoever knows the address of an account can write to it, so nothing counts without the signature.
 * More than six dependencies: it admits a stranger, so it reads settings, checks, remembers and tells, and connects the provider.
 */
@Injectable()
export class ProviderReports {
  constructor(
    private readonly senders: SenderRepository,
    private readonly accounts: SenderAccountService,
    private readonly pool: SenderPoolService,
    private readonly jobs: JobQueue,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly logger: AppLogger,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** False: refused, and sending it again would not help. Reports that came before change nothing, and are taken. */
  async take(accountId: string, request: HookRequest, requestId: string | undefined): Promise<boolean> {
    const account = await this.senders.findReporting(systemContext(this.dataSource.manager, requestId), accountId);
    const type = account && parseSenderType(account.type);
    const read = type && reportsReaderOf(type);
    if (!account || !read) return false;
    const ctx = jobContext(this.dataSource.manager, account.workspaceId, 'providers.reports', requestId);
    const { values } = await this.pool.read(ctx, account.id);
    const reading = read({ ...request, url: reportsUrl(this.config.publicUrl, account.id) + request.query }, values, this.clock.now());
    if (!reading.isGenuine) {
      this.logger.warn('providers.reportRefused', { accountId, reason: reading.why });
      return false;
    }
    const eventIds = reading.eventIds.join(' ');
    return this.unitOfWork.run(ctx, async (ctx) => {
      const usedFor = await this.senders.takeReceipt(ctx, account.id, reading.token, eventIds, nowIso(this.clock));
      // Mailgun's signature is not about the report: whoever caught one must not tell something else with it.
      if (usedFor !== null) return usedFor === eventIds;
      for (const report of reading.reports)
        await this.events.publish(ctx, DeliveryReported, {
          ...report,
          workspaceId: account.workspaceId,
          provider: account.type,
          account: account.id,
        });
      for (const text of reading.texts ?? [])
        await this.events.publish(ctx, TextReceived, {
          ...{ ...text, workspaceId: account.workspaceId, provider: account.type, account: account.id, textId: newId() },
        });
      for (const call of reading.calls ?? [])
        await this.events.publish(ctx, CallReported, { ...call, workspaceId: account.workspaceId, account: account.id });
      const minuteAgo = new Date(this.clock.now().getTime() - MINUTE_MS).toISOString();
      if ((account.lastReportAt ?? '') < minuteAgo) await this.senders.noteReport(ctx, account.id, nowIso(this.clock), minuteAgo);
      return true;
    });
  }

  /** Has the provider send its reports here. */
  async connect(ctx: WorkspaceContext, accountId: string): Promise<SenderDto> {
    const row = await this.accounts.require(ctx, accountId);
    const type = parseSenderType(row.type);
    const { label } = descriptorOf(type);
    const { values } = await this.pool.read(ctx, accountId);
    const sender = this.pool.build(ctx.workspaceId, type, values, { mayBePrivate: false, accountId, signingKeys: [] });
    try {
      if (!sender.connectReports) throw senderDoesNotReport(label);
      await sender.connectReports(reportsUrl(this.config.publicUrl, accountId)).catch((error: unknown) => {
        throw reportsNotConnected(label, error);
      });
    } finally {
      await sender.close(0);
    }
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.audit.record(ctx, {
        action: 'sender.reportsConnected',
        entity: ['sender', ctx.workspaceId],
        details: { account: row.name },
      });
      // What it would have reported before it was connected.
      if (keepsList(type)) await this.jobs.enqueue(ctx, readListOf({ workspaceId: ctx.workspaceId, accountId }));
    });
    return this.accounts.present(ctx, row);
  }
}
