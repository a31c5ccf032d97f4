import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactBatchService } from '../contacts/ContactBatchService.js';
import { CustomFieldBatchService } from '../customFields/CustomFieldBatchService.js';
import { type IntakeContact, IntakeBatch } from './IntakeBatch.js';
import { ListMembershipService } from './ListMembershipService.js';

import type { IntakeOutcome, IntakePlan, IntakeRow } from './intakeTypes.js';

export type { IntakeField, IntakeMode, IntakeOutcome, IntakePlan, IntakeRow } from './intakeTypes.js';

/** Takes contacts in, in bulk. A row meets the contact with its e-mail address, else the one with its phone number. */
@Injectable()
export class ContactIntakeService {
  constructor(
    private readonly contacts: ContactBatchService,
    private readonly customFields: CustomFieldBatchService,
    private readonly memberships: ListMembershipService,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes one batch and answers one outcome per row, in order. Call it inside a unit of work with at most 5,000 rows: the
   * batch and the import's own checkpoint then commit together. Rows with an address or a number may come twice: what they
   * created is then unchanged.
   */
  async take(ctx: WorkspaceContext, plan: IntakePlan, rows: readonly IntakeRow[]): Promise<IntakeOutcome[]> {
    const batch = new IntakeBatch(plan, (fields, phoneE164) => this.contacts.keysOf(fields, phoneE164), nowIso(this.clock));
    const drafts = rows.map((row) => batch.draft(row));
    const known = await this.contacts.find(ctx, batch.keysToFind(drafts));
    batch.meet(
      known,
      plan.fields.length > 0
        ? await this.customFields.load(
            ctx,
            known.map((contact) => contact.id),
          )
        : new Map(),
    );
    const outcomes = drafts.map((draft) => batch.place(draft));
    const lost = await this.write(ctx, plan, batch);
    await this.putOnList(ctx, plan, batch, outcomes);
    return outcomes.map((outcome) => ('contactId' in outcome && lost.has(outcome.contactId) ? TAKEN_MEANWHILE : outcome));
  }

  /** Answers the ids of new contacts that could not be written because somebody else was faster. */
  private async write(ctx: WorkspaceContext, plan: IntakePlan, batch: IntakeBatch): Promise<Set<string>> {
    const created = batch.created();
    const written = await this.contacts.insert(ctx, created, plan.importId);
    const lost = new Set(created.map((contact) => contact.id).filter((id) => !written.has(id)));
    const isWritten = (contact: IntakeContact): boolean => !lost.has(contact.id);
    await this.contacts.update(ctx, batch.updated());
    await this.customFields.write(
      ctx,
      batch
        .withNewValues()
        .filter(isWritten)
        .flatMap((contact) => batch.fieldWrites(contact)),
    );
    return lost;
  }

  /** The timeline of a new contact begins with its import; only those who were there before are told apart. */
  private async putOnList(ctx: WorkspaceContext, plan: IntakePlan, batch: IntakeBatch, outcomes: readonly IntakeOutcome[]): Promise<void> {
    if (plan.listId === null) return;
    const list = await this.memberships.requireList(ctx, plan.listId);
    const ids = new Set(outcomes.flatMap((outcome) => ('contactId' in outcome ? [outcome.contactId] : [])));
    const isNew = new Set(batch.created().map((contact) => contact.id));
    await this.memberships.addNow(
      ctx,
      list,
      [...ids].filter((id) => isNew.has(id)),
      true,
    );
    await this.memberships.addNow(
      ctx,
      list,
      [...ids].filter((id) => !isNew.has(id)),
    );
  }
}

const TAKEN_MEANWHILE: IntakeOutcome = {
  kind: 'rejected',
  field: null,
  code: 'contact.takenMeanwhile',
  reason: 'Somebody added a contact with this address or number at the same moment. Import the row again to update it.',
};
