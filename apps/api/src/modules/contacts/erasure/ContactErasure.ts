import { Injectable, type OnModuleInit } from '@nestjs/common';
import { displayName, emailKey } from '@rapport/common';
import { AuditRedaction } from '../../../platform/audit/AuditRedaction.js';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import type { StepLimits } from '../../../platform/database/removeInSteps.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { PersonErasers } from '../../../platform/references/PersonErasers.js';
import type { RemovalTarget } from '../../../platform/removal/RemovalRepository.js';
import { Removals } from '../../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ErasedAddressService } from '../../consent/ErasedAddressService.js';
import { contactNotFound, erasureNotConfirmed } from '../contactErrors.js';
import { ContactPointRepository } from '../ContactPointRepository.js';
import { ContactRepository } from '../ContactRepository.js';
import type { ContactRow } from '../contactRows.js';
import { erasedPerson } from './erasedPerson.js';
import type { EraseContactDto } from './ErasureDtos.js';

const PERSON = 'person';

/**
 * Erases one person (docs/adr/0091). In the request: tombstones, and the contact is gone for everyone. Then, in steps that can be repeated
 * and go on after a crash: what every module keeps, what the audit log says, and the contact itself, last, because it tells whom to look for.
 * More than six dependencies: an erasure reaches into everything.
 */
@Injectable()
export class ContactErasure implements OnModuleInit {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly points: ContactPointRepository,
    private readonly erased: ErasedAddressService,
    private readonly erasers: PersonErasers,
    private readonly redaction: AuditRedaction,
    private readonly removals: Removals,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.removals.register(PERSON, (ctx, target, limits) => this.remove(ctx, target, limits));
  }

  async begin(ctx: WorkspaceContext, id: string, { confirm }: EraseContactDto): Promise<void> {
    const target: RemovalTarget = { kind: PERSON, targetId: id, workspaceId: ctx.workspaceId };
    await this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.contacts.find(ctx, id);
      if (!row) throw contactNotFound();
      if (!isConfirmed(row, confirm)) throw erasureNotConfirmed(row.primaryEmail !== null);
      const { emailKeys, phones } = erasedPerson(row, await this.points.listOf(ctx, [id]));
      await this.erased.add(ctx, 'email', emailKeys);
      await this.erased.add(ctx, 'phone', phones);
      await this.contacts.beginErasure(ctx, id, nowIso(this.clock));
      await this.removals.begin(ctx, target);
      // Nothing in it says who it was.
      await this.audit.record(ctx, { action: 'contact.erased', entity: ['contact', id] });
    });
    await this.removals.hasten(ctx, target);
  }

  private async remove(system: Context, { targetId, workspaceId }: RemovalTarget, given: StepLimits): Promise<boolean> {
    const limits = withTimeout(given);
    const ctx = jobContext(system.manager, workspaceId ?? '', 'contacts.erase', system.requestId);
    const row = await this.contacts.findErasing(ctx, targetId);
    if (!row) return true;
    const person = erasedPerson(row, await this.points.listOf(ctx, [targetId]), await this.erasers.formerIds(ctx, targetId));
    for (const erase of this.erasers.all()) if (!(await erase(ctx, person, limits))) return false;
    if (!(await this.redaction.redact(ctx, person, limits))) return false;
    return this.contacts.removeErasing(ctx, targetId, limits);
  }
}

/** The address in any spelling; the name as it is shown. */
function isConfirmed(row: ContactRow, typed: string): boolean {
  if (row.primaryEmail !== null) return emailKey(typed) === emailKey(row.primaryEmail);
  return typed.trim() === displayName(row).trim();
}

/** A job goes through many rows to their end, however long its turn is: another turn would begin with the first of them. */
const JOB_MS = 5_000;

/** Whoever goes through many rows looks at the signal alone; a request does not wait for them. */
function withTimeout(limits: StepLimits): StepLimits {
  if (limits.forMs === undefined || limits.forMs >= JOB_MS) return limits;
  return { ...limits, signal: AbortSignal.any([...(limits.signal ? [limits.signal] : []), AbortSignal.timeout(limits.forMs)]) };
}
