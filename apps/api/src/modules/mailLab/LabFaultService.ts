import { Injectable } from '@nestjs/common';
import type { LabFault } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { LabFaultStateDto, SetLabFaultDto } from './LabFaultDtos.js';
import { LabFaultRepository } from './LabFaultRepository.js';
import { LabNews } from './LabNews.js';

/** Nobody finds out days later why nothing arrives. */
const LASTS_MS = 3_600_000;

/** What the mail lab does to messages on demand. Only its own senders ask, so nothing that leaves the machine is touched. */
@Injectable()
export class LabFaultService {
  constructor(
    private readonly faults: LabFaultRepository,
    private readonly news: LabNews,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async show(ctx: WorkspaceContext): Promise<LabFaultStateDto> {
    const row = await this.faults.find(ctx, nowIso(this.clock));
    if (!row) return { active: null };
    const { fault, share, recipient, most: messages, hits, startedAt, endsAt } = row;
    return { active: { fault, share: Number(share), recipient, messages: Number(messages), hits: Number(hits), startedAt, endsAt } };
  }

  /** In place of the one that is on. */
  async set(ctx: WorkspaceContext, { fault, share = 100, recipient = null, messages = 10 }: SetLabFaultDto): Promise<LabFaultStateDto> {
    const now = this.clock.now();
    const part = recipient?.toLowerCase() || null;
    const ends = new Date(now.getTime() + LASTS_MS).toISOString();
    await this.unitOfWork.run(ctx, async (ctx) => {
      const row = { id: newId(), fault, share, recipient: part, most: messages, startedAt: now.toISOString(), endsAt: ends };
      await this.faults.put(ctx, row);
      // Whom it is about may be a person, whose address does not belong into the log.
      await this.audit.record(ctx, { action: 'mailLab.faultSet', details: { fault, share, messages, isForSome: part !== null } });
    });
    this.news.changed(ctx.workspaceId);
    return this.show(ctx);
  }

  async clear(ctx: WorkspaceContext): Promise<LabFaultStateDto> {
    const wasOn = (await this.show(ctx)).active !== null;
    await this.unitOfWork.run(ctx, async (ctx) => {
      if ((await this.faults.remove(ctx)) && wasOn) await this.audit.record(ctx, { action: 'mailLab.faultCleared', details: {} });
    });
    this.news.changed(ctx.workspaceId);
    return { active: null };
  }

  /** What happens to the message that is now given to the lab for this recipient. It is counted. */
  async next(ctx: WorkspaceContext, to: string): Promise<LabFault | null> {
    const row = await this.faults.find(ctx, nowIso(this.clock));
    if (!row || (row.recipient !== null && !to.toLowerCase().includes(row.recipient))) return null;
    if (!(await this.faults.count(ctx, row.id))) return null;
    this.news.changed(ctx.workspaceId);
    return row.fault;
  }
}
