import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { ContactMergeService } from '../contacts/ContactMergeService.js';
import { idOf, isTrashed, nameOf, versionOf } from '../contacts/public.js';
import { ContactService } from '../contacts/ContactService.js';
import { CustomFieldMergeService } from '../customFields/CustomFieldMergeService.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ListMergeService } from '../lists/ListMergeService.js';
import type { MergeContactsDto, MergeMoveDto } from './MergeDtos.js';
import { chosenTwice, contactChanged, inTrash, noneChosen, withItself } from './mergeErrors.js';
import { type Candidates, type MergeField, planMerge } from './mergePlan.js';

/** What is told of what moves, in this order; the rest moves as well. */
const TOLD: readonly (readonly [reference: string, kind: string, one: string, many: string])[] = [
  ['communication_logs.contact_id', 'timelineEntries', 'timeline entry', 'timeline entries'],
  ['contact_list_assignments.contact_id', 'lists', 'list', 'lists'],
  ['campaign_recipients.contact_id', 'campaigns', 'campaign', 'campaigns'],
];

/** The contacts of a merge, locked until the unit of work ends, and what becomes of their fields. */
@Injectable()
export class MergeReader {
  constructor(
    private readonly contacts: ContactMergeService,
    private readonly contactService: ContactService,
    private readonly values: CustomFieldMergeService,
    private readonly fields: CustomFieldService,
    private readonly lists: ListMergeService,
    private readonly references: ContactReferences,
  ) {}

  /** @throws AppError when they cannot be merged: one contact twice, one that is missing, in the trash, or of another version than was seen. */
  async read(ctx: WorkspaceContext, input: MergeContactsDto): Promise<{ candidates: Candidates; fields: MergeField[] }> {
    const { primaryId, secondaryIds } = input;
    if (secondaryIds.length === 0) throw noneChosen();
    if (secondaryIds.includes(primaryId)) throw withItself();
    if (new Set(secondaryIds).size < secondaryIds.length) throw chosenTwice();
    const ids = [primaryId, ...secondaryIds];
    const candidates = await this.candidates(ctx, ids);
    for (const { image } of candidates) {
      const seen = input.versions?.[idOf(image)];
      if (seen !== undefined && Number(seen) !== versionOf(image)) throw contactChanged(idOf(image), nameOf(image), versionOf(image));
    }
    return { candidates, fields: planMerge(candidates, await this.fields.list(ctx), input) };
  }

  /** What would be moved from these contacts, in words. */
  async moves(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<MergeMoveDto[]> {
    const counts = await this.references.count(
      ctx,
      contactIds,
      TOLD.map(([reference]) => reference),
    );
    return TOLD.flatMap(([reference, kind, one, many]) => {
      const count = counts[reference] ?? 0;
      return count === 0 ? [] : [{ kind, count, text: `${count} ${count === 1 ? one : many}` }];
    });
  }

  private async candidates(ctx: WorkspaceContext, ids: readonly string[]): Promise<Candidates> {
    const images = await this.contacts.images(ctx, ids);
    for (const id of ids) if (!images.some((image) => idOf(image) === id)) await this.contactService.require(ctx, id);
    const trashed = images.find(isTrashed);
    if (trashed) throw inTrash(idOf(trashed), nameOf(trashed));
    const values = await this.values.valuesOf(ctx, ids);
    const memberships = await this.lists.membershipsOf(ctx, ids);
    return images.map((image) => ({
      image,
      values: values.get(idOf(image)) ?? [],
      memberships: memberships.filter(({ contactId }) => contactId === idOf(image)),
    })) as unknown as Candidates;
  }
}

export function movesText(moves: readonly MergeMoveDto[]): string {
  return moves.map(({ text }) => text).join(', ');
}
