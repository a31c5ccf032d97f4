import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactMergeService } from '../contacts/ContactMergeService.js';
import { type ContactImage, idOf, isTrashed, nameOf } from '../contacts/public.js';
import { CustomFieldMergeService } from '../customFields/CustomFieldMergeService.js';
import type { StoredValue } from '../customFields/public.js';
import { ListMergeService } from '../lists/ListMergeService.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { MergeConsent } from './MergeConsent.js';
import { alreadyUndone, keyTaken, mergedFurther, mergeNotFound, primaryInTrash, tooLateToUndo } from './mergeErrors.js';
import { type Journal, MergeJournalRepository, type MergeRow } from './MergeJournalRepository.js';
import { UNDO_DAYS, undoableUntil } from './mergeTime.js';
import { lockMerges } from './MergeService.js';

type Images = readonly [ContactImage, ...ContactImage[]];

/**
 * A merge is undone in one transaction: each contact is as it was, and what came later stays with the one that had stayed.
 * More than six dependencies: a contact consists of fields, values, lists, consent and a timeline.
 */
@Injectable()
export class UnmergeService {
  constructor(
    private readonly journal: MergeJournalRepository,
    private readonly contacts: ContactMergeService,
    private readonly values: CustomFieldMergeService,
    private readonly lists: ListMergeService,
    private readonly consent: MergeConsent,
    private readonly references: ContactReferences,
    private readonly timeline: TimelineService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError when it is too late, was done before, or someone else has an address by now */
  undo(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await lockMerges(ctx);
      const journal = await this.journal.readJournal(ctx, id);
      const merge = await this.journal.find(ctx, id);
      if (!journal || !merge) throw mergeNotFound();
      const primary = await this.requireUndoable(ctx, merge, journal);
      await this.part(ctx, merge, journal, primary);
      if (!(await this.journal.markUndone(ctx, id, nowIso(this.clock)))) throw alreadyUndone();
    });
  }

  private async requireUndoable(ctx: WorkspaceContext, merge: MergeRow, { contacts: [before] }: Journal): Promise<ContactImage> {
    if (merge.undoneAt !== null) throw alreadyUndone();
    if (undoableUntil(merge.mergedAt) < nowIso(this.clock)) throw tooLateToUndo(UNDO_DAYS);
    if (merge.primaryId !== idOf(before.image)) throw mergedFurther();
    const [primary] = await this.contacts.images(ctx, [merge.primaryId]);
    if (!primary) throw mergeNotFound();
    if (isTrashed(primary)) throw primaryInTrash(merge.primaryId, nameOf(primary));
    return primary;
  }

  private async part(ctx: WorkspaceContext, { id: mergeId, primaryId }: MergeRow, journal: Journal, now: ContactImage): Promise<void> {
    const [before, ...others] = journal.contacts;
    const images = journal.contacts.map(({ image }) => image) as unknown as Images;
    const values = await this.valuesToKeep(ctx, primaryId, journal);
    const taken = await this.contacts.part(ctx, now, images, journal.joined);
    if (taken) throw keyTaken(taken.kind, taken.contactId, taken.displayName);
    for (const moved of [...journal.moved].reverse()) await this.references.moveBack(ctx, moved);
    if (journal.stageEntryId) await this.timeline.takeBack(ctx, journal.stageEntryId);
    await this.lists.forgetEnds(ctx, journal.leftStages);
    await this.values.restore(ctx, primaryId, values);
    for (const other of others) {
      await this.values.restore(ctx, idOf(other.image), other.values);
      await this.lists.putBack(ctx, idOf(other.image), other.memberships);
    }
    await this.lists.putBack(
      ctx,
      primaryId,
      journal.leftStages.filter(({ contactId }) => contactId === primaryId),
    );
    await this.contacts.renewKeys(ctx, primaryId);
    await this.values.refreshTexts(ctx, [primaryId, ...others.map(({ image }) => idOf(image))]);
    const cause = { contactId: primaryId, mergeId };
    await this.consent.takeBack(ctx, journal.carried, cause);
    await this.carryAnew(ctx, primaryId, mergeId);
    const names = others.map(({ image }) => nameOf(image)).join(', ');
    await this.timeline.append(ctx, [{ contactId: primaryId, type: 'system', content: { message: `Merge with ${names} undone` } }]);
    const details = { mergeId, contactIds: others.map(({ image }) => idOf(image)), count: others.length };
    await this.audit.record(ctx, { action: 'contact.unmerged', entity: ['contact', idOf(before.image)], details });
  }

  /**
   * What the merges that still hold have carried may have come from the one that is gone, and what they need may have been carried by it:
   * all of it is taken back and decided anew, and the newest of them takes it back when it is undone in turn.
   */
  private async carryAnew(ctx: WorkspaceContext, primaryId: string, goneId: string): Promise<void> {
    const others = await this.journal.listOthers(ctx, primaryId, goneId);
    const [newest] = others;
    if (!newest) return;
    const cause = { contactId: primaryId, mergeId: newest.id };
    for (const { journal } of others) await this.consent.takeBack(ctx, journal.carried, cause);
    const carried = await this.consent.carry(ctx, await this.contacts.images(ctx, [primaryId]), cause);
    for (const other of others) await this.journal.writeCarried(ctx, other, other === newest ? carried : []);
  }

  /** Of the values that the primary has now: those that were changed since; else what it had before. */
  private async valuesToKeep(ctx: WorkspaceContext, primaryId: string, { contacts, values }: Journal): Promise<StoredValue[]> {
    const [before, ...others] = contacts;
    const theirs = new Set(others.flatMap((other) => other.values.map((value) => value['id'])));
    const [now = []] = (await this.values.valuesOf(ctx, [primaryId])).values();
    const isSame = (name: unknown): boolean =>
      (now.find((value) => value['field_name'] === name)?.['field_value'] ?? null) === (values[String(name)] ?? null);
    const later = now.filter((value) => !isSame(value['field_name']));
    return [
      ...before.values.filter((value) => isSame(value['field_name'])),
      // It was changed where the other's value had moved to: the row goes back, so this is a new one.
      ...later.map((value) => (theirs.has(value['id'] ?? null) ? { ...value, id: newId() } : value)),
    ];
  }
}
