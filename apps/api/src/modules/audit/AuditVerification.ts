import { Injectable } from '@nestjs/common';
import { AuditChainRepository } from '../../platform/audit/AuditChainRepository.js';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { anchorFile, readAnchors } from '../../platform/audit/auditAnchors.js';
import { explainBreak, verifyChain } from '../../platform/audit/verifyChain.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRows } from '../../platform/database/sql.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { KeyRing } from '../../platform/security/KeyRing.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { AuditVerificationDto, LastVerificationDto } from './AuditDtos.js';
import { AuditRepository, VERIFIED } from './AuditRepository.js';

const TOLD_EVERY_MS = 300;

interface Running {
  readonly result: Promise<AuditVerificationDto>;
  /** The users who asked. */
  readonly waiting: Set<string>;
}

/** Recomputes the chain of a workspace. What came out is itself an entry of the log, which is where the last result is read from. */
@Injectable()
export class AuditVerification {
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly entries: AuditRepository,
    private readonly keyRing: KeyRing,
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Who asks while it is being verified already waits for that result. */
  async verify(ctx: WorkspaceContext): Promise<AuditVerificationDto> {
    const known = this.running.get(ctx.workspaceId);
    const waiting = known?.waiting ?? new Set<string>();
    if (ctx.actor.type === 'user') waiting.add(ctx.actor.userId);
    if (known) return known.result;
    const result = this.run(ctx, waiting).finally(() => this.running.delete(ctx.workspaceId));
    this.running.set(ctx.workspaceId, { result, waiting });
    return result;
  }

  async last(ctx: WorkspaceContext): Promise<LastVerificationDto> {
    const entry = await this.entries.findLastVerification(ctx);
    if (!entry?.details) return { last: null };
    const told = JSON.parse(entry.details) as Omit<AuditVerificationDto, 'checkedAt'>;
    return { last: { ...told, checkedAt: entry.timestamp } };
  }

  private async run(ctx: WorkspaceContext, waiting: ReadonlySet<string>): Promise<AuditVerificationDto> {
    const chains = new AuditChainRepository((fragment) => queryRows(ctx.manager, fragment));
    const chain = ctx.workspaceId;
    const total = (await chains.findTail(chain))?.seq ?? 0;
    const startedAt = performance.now();
    const { entries, broken } = await verifyChain({
      keyRing: this.keyRing,
      read: (afterSeq, limit) => chains.read(chain, afterSeq, limit),
      readWaiting: (after, limit) => chains.readWaiting({ chain, after, limit }),
      anchor: readAnchors(anchorFile(this.config.dataDir))[chain] ?? null,
      tell: this.teller(chain, waiting, total),
    });
    const result = {
      isUnbroken: broken === null,
      entries,
      milliseconds: Math.round(performance.now() - startedAt),
      broken: broken && { ...broken, explanation: explainBreak(broken) },
    };
    await this.audit.record(ctx, { action: VERIFIED, entity: ['auditLog', chain], details: result });
    return { ...result, checkedAt: nowIso(this.clock) };
  }

  /** How far it is matters to those who wait for it, and to nobody else in the workspace. */
  private teller(workspaceId: string, waiting: ReadonlySet<string>, total: number): (done: number) => void {
    let toldAt = performance.now();
    return (done) => {
      if (performance.now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = performance.now();
      for (const userId of waiting) this.live.publishToUser(userId, { type: 'audit.verifying', id: workspaceId, done, total });
    };
  }
}
