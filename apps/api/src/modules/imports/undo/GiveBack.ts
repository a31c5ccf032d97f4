import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { BulkWorkService } from '../../contacts/BulkWorkService.js';
import { ContactBatchService } from '../../contacts/ContactBatchService.js';
import type { BeforeImage, LeftBehind, LeftReason } from '../../contacts/ContactPartReferences.js';
import { CustomFieldBatchService } from '../../customFields/CustomFieldBatchService.js';
import { CustomFieldService } from '../../customFields/CustomFieldService.js';
import { imageIn } from '../../lists/public.js';
import { type Reverted, revert } from './revert.js';

/** A number may have gone from one to the next to the next; longer chains are left, and told. */
const MOST_ROUNDS = 5;

/** Gives contacts that were there before an import back what they had. Inside the unit of work of a step. */
@Injectable()
export class GiveBack {
  constructor(
    private readonly contacts: ContactBatchService,
    private readonly customFields: CustomFieldService,
    private readonly values: CustomFieldBatchService,
    private readonly bulkWork: BulkWorkService,
  ) {}

  /** Answers who was given something back, and who stays as they are, in all or in part. */
  async run(ctx: WorkspaceContext, importId: string, images: readonly BeforeImage[]): Promise<{ restored: string[]; left: LeftBehind[] }> {
    const { wanted, missing } = await this.revertAll(ctx, importId, images);
    const { reverted, taken } = await this.withoutTaken(ctx, wanted);
    const lost = await this.write(
      ctx,
      reverted.filter(({ isChanged }) => isChanged),
    );
    const isMeant = new Set(images.map(({ contactId }) => contactId));
    const isTold = new Set(taken.map(({ contactId }) => contactId));
    const changed = reverted
      .filter(({ contact: { id }, isKept }) => (isKept || lost.has(id)) && !isTold.has(id))
      .map(({ contact }) => leftAs(contact.id, 'changedSince'));
    return {
      restored: reverted.filter(({ contact: { id }, isChanged }) => isChanged && !lost.has(id)).map(({ contact }) => contact.id),
      left: [...missing, ...[...taken, ...changed].filter(({ contactId }) => isMeant.has(contactId))],
    };
  }

  /** With those who have by now what one of them is given back, where this import gave it to them: they give it up in the same step. */
  private async revertAll(
    ctx: WorkspaceContext,
    importId: string,
    images: readonly BeforeImage[],
  ): Promise<{ wanted: Reverted[]; missing: LeftBehind[] }> {
    const { wanted, missing } = await this.revertEach(ctx, images);
    const known = new Set(images.map(({ contactId }) => contactId));
    for (let round = 0, added = wanted; added.length > 0 && round < MOST_ROUNDS; round += 1) {
      const owners = (await this.ownersOf(ctx, added)).map(({ id }) => id).filter((id) => !known.has(id));
      owners.forEach((id) => known.add(id));
      added = (await this.revertEach(ctx, await this.bulkWork.imagesOf(ctx, importId, owners))).wanted;
      wanted.push(...added);
    }
    return { wanted, missing };
  }

  private async revertEach(ctx: WorkspaceContext, images: readonly BeforeImage[]): Promise<{ wanted: Reverted[]; missing: LeftBehind[] }> {
    if (images.length === 0) return { wanted: [], missing: [] };
    const ids = images.map(({ contactId }) => contactId);
    const live = new Map((await this.contacts.findLive(ctx, ids)).map((contact) => [contact.id, contact]));
    const gone = ids.filter((id) => !live.has(id));
    const trashed = await this.contacts.listTrashed(ctx, gone);
    const values = await this.values.load(ctx, [...live.keys()]);
    return {
      wanted: images.flatMap(({ contactId, before }) => {
        const contact = live.get(contactId);
        return contact ? [revert(contact, values.get(contactId) ?? new Map<string, string | null>(), imageIn(before))] : [];
      }),
      missing: gone.map((id) => leftAs(id, trashed.has(id) ? 'inTrash' : 'gone')),
    };
  }

  /** Live contacts that have one of the addresses and numbers which these would get. */
  private async ownersOf(ctx: WorkspaceContext, wanted: readonly Reverted[]) {
    const gains = (key: 'emailKey' | 'phoneE164'): string[] =>
      wanted.flatMap(({ contact, keys }) => (keys[key] !== null && keys[key] !== contact.keys[key] ? [keys[key]] : []));
    const [emailKeys, phones] = [gains('emailKey'), gains('phoneE164')];
    return emailKeys.length + phones.length === 0 ? [] : this.contacts.find(ctx, { emailKeys, phones, names: [] });
  }

  /** An address or number that someone else has by now stays with them; within the step it may change hands. */
  private async withoutTaken(ctx: WorkspaceContext, wanted: readonly Reverted[]): Promise<{ reverted: Reverted[]; taken: LeftBehind[] }> {
    const found = await this.ownersOf(ctx, wanted);
    if (found.length === 0) return { reverted: [...wanted], taken: [] };
    const keysThen = new Map(wanted.map(({ contact, keys }) => [contact.id, keys]));
    const owners = new Map<string, string>();
    for (const { id, keys } of found) {
      const { emailKey, phoneE164 } = keysThen.get(id) ?? keys;
      if (emailKey !== null && keys.emailKey === emailKey) owners.set(`@${emailKey}`, id);
      if (phoneE164 !== null && keys.phoneE164 === phoneE164) owners.set(`+${phoneE164}`, id);
    }
    const taken: LeftBehind[] = [];
    const reverted = wanted.map((one) => {
      const { contact, keys } = one;
      const ownerOf = (mark: string, key: string | null, now: string | null): string | undefined => {
        const owner = key === null || key === now ? undefined : owners.get(`${mark}${key}`);
        return owner === contact.id ? undefined : owner;
      };
      const emailOwner = ownerOf('@', keys.emailKey, contact.keys.emailKey);
      const phoneOwner = ownerOf('+', keys.phoneE164, contact.keys.phoneE164);
      if (emailOwner === undefined && phoneOwner === undefined) return one;
      const existingContactId = emailOwner ?? phoneOwner ?? null;
      taken.push({ contactId: contact.id, reason: emailOwner === undefined ? 'phoneTaken' : 'emailTaken', existingContactId });
      return one.without({ email: emailOwner !== undefined, phone: phoneOwner !== undefined });
    });
    return { reverted, taken };
  }

  /** Answers whom someone else was changing at this very moment: nothing of theirs is written. */
  private async write(ctx: WorkspaceContext, reverted: readonly Reverted[]): Promise<Set<string>> {
    if (reverted.length === 0) return new Set();
    const written = await this.contacts.update(
      ctx,
      reverted.map(({ contact, fields, keys, points, removedPoints }) => ({
        ...contact,
        fields,
        keys,
        points,
        newPoints: [],
        hasFewerPoints: removedPoints.length > 0,
      })),
    );
    const done = reverted.filter(({ contact }) => written.has(contact.id));
    await this.contacts.removePoints(
      ctx,
      done.flatMap(({ contact, removedPoints }) => removedPoints.map(({ kind, key }) => ({ contactId: contact.id, kind, key }))),
    );
    const values = done.flatMap(({ contact, values }) => values.map(([fieldName, value]) => ({ contactId: contact.id, fieldName, value })));
    const definitions = new Map((await this.customFields.list(ctx)).map((definition) => [definition.fieldName, definition]));
    await this.values.write(
      ctx,
      values.flatMap(({ contactId, fieldName, value }) => {
        const definition = definitions.get(fieldName);
        return definition && value !== null ? [{ contactId, definition, value }] : [];
      }),
    );
    await this.values.clear(
      ctx,
      values.filter(({ value }) => value === null),
    );
    return new Set(reverted.map(({ contact }) => contact.id).filter((id) => !written.has(id)));
  }
}

function leftAs(contactId: string, reason: LeftReason): LeftBehind {
  return { contactId, reason, existingContactId: null };
}
