import { Injectable } from '@nestjs/common';
import { readEmail } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { ContactReferences, type MovedReferences } from '../../platform/references/ContactReferences.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactMergeService } from '../contacts/ContactMergeService.js';
import { type ContactFields, idOf, nameOf } from '../contacts/public.js';
import { CustomFieldMergeService } from '../customFields/CustomFieldMergeService.js';
import { ListMergeService } from '../lists/ListMergeService.js';
import type { StoredMembership } from '../lists/public.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { MergeConsent } from './MergeConsent.js';
import type { MergeContactsDto } from './MergeDtos.js';
import { badChoice } from './mergeErrors.js';
import { type Journal, MergeJournalRepository } from './MergeJournalRepository.js';
import { type Candidates, fieldNameOf, type MergeField, STAGE, stageOf, valueOf } from './mergePlan.js';
import { MergeReader, movesText } from './MergeReader.js';

/**
 * Several contacts become one, in one transaction: what mentions the others moves to the primary, then they are gone, and the journal
 * keeps what brings them back. More than six dependencies: a contact consists of fields, values, lists, consent and a timeline.
 */
@Injectable()
export class MergeService {
  constructor(
    private readonly reader: MergeReader,
    private readonly contacts: ContactMergeService,
    private readonly values: CustomFieldMergeService,
    private readonly lists: ListMergeService,
    private readonly consent: MergeConsent,
    private readonly references: ContactReferences,
    private readonly journal: MergeJournalRepository,
    private readonly timeline: TimelineService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Answers the id of the merge. @throws AppError when they cannot be merged */
  merge(ctx: WorkspaceContext, input: MergeContactsDto): Promise<string> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await lockMerges(ctx);
      const { candidates, fields } = await this.reader.read(ctx, input);
      return this.join(ctx, candidates, fields);
    });
  }

  private async join(ctx: WorkspaceContext, candidates: Candidates, fields: readonly MergeField[]): Promise<string> {
    const [primary, ...others] = candidates;
    const images = candidates.map(({ image }) => image) as unknown as Parameters<ContactMergeService['join']>[1];
    const [id, ...otherIds] = candidates.map(({ image }) => idOf(image)) as [string, ...string[]];
    const chosen = fixedFields(fields);
    const phoneE164 = await this.contacts.phoneOf(ctx, chosen, images);
    const moves = await this.reader.moves(ctx, otherIds);
    const leftStages = await this.chooseStage(ctx, candidates, fields);
    const typed = await this.chooseValues(ctx, candidates, fields);
    const moved: MovedReferences[] = [];
    for (const from of otherIds) moved.push(await this.references.move(ctx, from, id));
    await this.values.save(ctx, id, typed);
    const joined = await this.contacts.join(ctx, images, { fields: chosen, phoneE164 });
    await this.values.refreshTexts(ctx, [id]);
    const mergeId = newId();
    const carried = await this.consent.carry(ctx, await this.contacts.images(ctx, [id]), { contactId: id, mergeId });
    const [values = []] = (await this.values.valuesOf(ctx, [id])).values();
    const stageEntryId = await this.tellStage(ctx, id, stageOf(primary)?.name ?? null, fields);
    const journal: Journal = {
      contacts: [primary, ...others],
      joined,
      values: Object.fromEntries(
        values.map((value) => [String(value['field_name']), valueOf({ values: [value] }, String(value['field_name']))]),
      ),
      leftStages,
      stageEntryId,
      carried,
      moved,
    };
    const secondaries = others.map(({ image }) => ({ id: idOf(image), displayName: nameOf(image) }));
    const at = nowIso(this.clock);
    const summary = { primaryName: nameOf(primary.image), secondaries, movesText: movesText(moves) };
    await this.journal.insert(ctx, { id: mergeId, primaryId: id, at, summary, journal });
    const message = `Merged with ${secondaries.map(({ displayName }) => displayName).join(', ')}`;
    await this.timeline.append(ctx, [{ contactId: id, type: 'system', content: { message, mergeId } }]);
    await this.audit.record(ctx, {
      action: 'contact.merged',
      entity: ['contact', id],
      details: { mergeId, contactIds: otherIds, count: otherIds.length },
    });
    return mergeId;
  }

  /** Whose stage it is decided before they move: the one who stays keeps its own otherwise. Answers what had to give way. */
  private async chooseStage(ctx: WorkspaceContext, candidates: Candidates, fields: readonly MergeField[]): Promise<StoredMembership[]> {
    const stage = fields.find(({ name }) => name === STAGE);
    if (!stage?.isChosen) return [];
    const left = candidates.flatMap((one) => (idOf(one.image) === stage.from ? [] : (stageOf(one) ?? [])));
    return this.lists.takeOff(ctx, left);
  }

  /** A move like any other, where the one who stays comes to the stage of another. Answers the entry, which an undo takes back. */
  private async tellStage(
    ctx: WorkspaceContext,
    contactId: string,
    before: string | null,
    fields: readonly MergeField[],
  ): Promise<string | null> {
    const after = fields.find(({ name }) => name === STAGE)?.value ?? null;
    if (after === before) return null;
    const [entryId = null] = await this.timeline.append(ctx, [
      { contactId, type: 'stage_change', content: { old_list: before, new_list: after } },
    ]);
    return entryId;
  }

  /** The values that were not chosen give way before they move. Answers those that someone typed. */
  private async chooseValues(
    ctx: WorkspaceContext,
    candidates: Candidates,
    fields: readonly MergeField[],
  ): Promise<Record<string, string | null>> {
    const typed: Record<string, string | null> = {};
    for (const field of fields.filter(({ kind, isChosen }) => kind === 'custom' && isChosen)) {
      const name = fieldNameOf(field);
      if (field.from === 'custom') typed[name] = field.value;
      for (const { image, values } of candidates)
        if (idOf(image) !== field.from && valueOf({ values }, name) !== null) await this.values.takeOut(ctx, idOf(image), name);
    }
    return typed;
  }
}

/** Merges of one workspace, and their undo, come one after the other. */
export function lockMerges(ctx: WorkspaceContext): Promise<void> {
  return serialise(ctx.manager, `merges ${ctx.workspaceId}`);
}

function fixedFields(fields: readonly MergeField[]): ContactFields {
  const pick = (name: keyof ContactFields): string | null => {
    const field = fields.find((one) => one.name === name);
    if (!field || field.from !== 'custom' || field.value === null) return field?.value ?? null;
    if (field.value.length > MOST_CHARACTERS[name])
      throw badChoice(`customValues.${name}`, `${field.label} may have at most ${MOST_CHARACTERS[name]} characters.`);
    return name === 'primaryEmail' ? readAddress(field.value) : field.value.replace(/\s+/g, ' ');
  };
  const chosen = {
    firstName: pick('firstName'),
    lastName: pick('lastName'),
    primaryEmail: pick('primaryEmail'),
    primaryPhone: pick('primaryPhone'),
    company: pick('company'),
  };
  if (Object.values(chosen).every((value) => value === null))
    throw badChoice('choices', 'A contact needs at least a name, an email address, a phone number or a company. Keep one of them.');
  return chosen;
}

const MOST_CHARACTERS: Readonly<Record<keyof ContactFields, number>> = {
  firstName: 200,
  lastName: 200,
  primaryEmail: 254,
  primaryPhone: 40,
  company: 200,
};

function readAddress(typed: string): string {
  const reading = readEmail(typed);
  if ('problem' in reading) throw badChoice('customValues.primaryEmail', reading.problem.reason);
  return reading.email.address;
}
