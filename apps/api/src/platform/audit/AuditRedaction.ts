import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../context/Context.js';
import type { StepLimits } from '../database/removeInSteps.js';
import { execute, queryRowsAside, sql } from '../database/sql.js';
import { UnitOfWork } from '../database/UnitOfWork.js';
import { type ErasedPerson, mentions } from '../references/PersonErasers.js';
import { KeyRing } from '../security/KeyRing.js';
import type { AuditRow } from './auditChain.js';
import { AuditChainRepository } from './AuditChainRepository.js';
import { REDACTED, voucherOf } from './redactedEntries.js';
import { AuditTrail } from './AuditTrail.js';

const READ = 1_000;
/** Redacted together, and vouched for in one entry. */
const AT_ONCE = 100;

/**
 * Takes a person out of the log: what entries say about them goes, that something was done, when and by whom stays. The chain still proves
 * it: an entry keeps its hash, and a new entry vouches for what it says now (docs/adr/0091).
 */
@Injectable()
export class AuditRedaction {
  constructor(
    private readonly audit: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
    private readonly keyRing: KeyRing,
  ) {}

  /** Every entry of the workspace that is about the person or mentions them. False when it was stopped. */
  async redact(ctx: WorkspaceContext, person: ErasedPerson, { signal }: StepLimits): Promise<boolean> {
    const chains = new AuditChainRepository((fragment) => queryRowsAside(ctx.manager, fragment));
    let after = 0;
    for (;;) {
      if (signal?.aborted) return false;
      const rows = await chains.read(ctx.workspaceId, after, READ);
      const about = rows.filter((row) => isAbout(row, person));
      for (let start = 0; start < about.length; start += AT_ONCE) await this.redactSome(ctx, about.slice(start, start + AT_ONCE));
      const last = rows.at(-1);
      if (!last || rows.length < READ) return true;
      after = last.seq;
      await nextTurn();
    }
  }

  private async redactSome(ctx: WorkspaceContext, rows: readonly AuditRow[]): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const seqs = rows.map(({ seq }) => seq);
      await execute(
        ctx.manager,
        sql`UPDATE audit_logs SET details = ${REDACTED} WHERE chain = ${ctx.workspaceId} AND seq IN (${sql.list(seqs)})`,
      );
      await this.audit.record(ctx, {
        action: 'audit.redacted',
        details: { count: rows.length, entries: rows.map((row) => voucherOf(row, this.keyRing)) },
      });
    });
  }
}

function isAbout({ entityType, entityId, details }: AuditRow, person: ErasedPerson): boolean {
  if (details === null || details === REDACTED) return false;
  return (entityType === 'contact' && entityId !== null && person.contactIds.includes(entityId)) || mentions(person, details);
}
