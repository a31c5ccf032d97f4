import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactBatchService } from '../contacts/ContactBatchService.js';
import { CustomFieldBatchService } from '../customFields/CustomFieldBatchService.js';
import type { BeforeImage } from '../contacts/ContactPartReferences.js';
import type { FieldWrite } from '../customFields/public.js';
import { IntakeBatch } from './IntakeBatch.js';
import { imagesOf, type JoinedList } from './intakeImages.js';
import type { KnownMemberships, PlacedContact } from './PlacedContact.js';
import type { IntakeScratch } from './IntakeScratch.js';
import { ListMembershipService } from './ListMembershipService.js';

import type { IntakeOutcome, IntakePlan, IntakeRow, RehearsedRow, RowChanges } from './intakeTypes.js';

/** Takes contacts in, in bulk. A row meets the contact with its email address, else the one with its phone number and a name that agrees. */
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
   * created is then unchanged. `keep` is given what undoing it needs.
   */
  async take(ctx: WorkspaceContext, plan: IntakePlan, rows: readonly IntakeRow[], keep?: KeepImages): Promise<IntakeOutcome[]> {
    // Who has which further address is held by no unique key (decision 104).
    await serialise(ctx.manager, `contact intake ${ctx.workspaceId}`);
    const outcomes = await this.takeOnce(ctx, plan, rows, keep);
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const open = [...outcomes.keys()].filter((index) => outcomes[index] === null);
      if (open.length === 0) break;
      const again = await this.takeOnce(ctx, plan, pick(rows, open), keep);
      open.forEach((index, i) => (outcomes[index] = again[i] ?? null));
    }
    return outcomes.map((outcome) => outcome ?? CHANGED_MEANWHILE);
  }

  /**
   * What `take` would do with these rows, decided by the same code, and with nothing written: what earlier batches of the rehearsal
   * would have written is in the scratch. Only what other people do meanwhile is not foreseen.
   */
  async rehearse(ctx: WorkspaceContext, plan: IntakePlan, rows: readonly IntakeRow[], scratch: IntakeScratch): Promise<RehearsedRow[]> {
    const changes = new Map<IntakeRow, RowChanges>();
    const batch = new IntakeBatch(
      plan,
      nowIso(this.clock),
      () => newId(),
      (row, change) => changes.set(row, change),
    );
    const keys = batch.keysToFind(rows);
    const found = await this.contacts.find(ctx, keys);
    batch.meetTrash(await this.trashedOf(ctx, keys, found));
    const rehearsed = scratch.find(
      keys,
      found.map(({ id }) => id),
    );
    const replaced = new Set(rehearsed.map(({ id }) => id));
    const known = found.filter(({ id }) => !replaced.has(id));
    batch.meet(known, await this.valuesOf(ctx, plan, known), await this.listsOf(ctx, plan, known));
    batch.meetRehearsed(rehearsed);
    const outcomes = rows.map((row) => batch.place(row));
    scratch.keep(batch.changed());
    return outcomes.map((outcome, i) => {
      const row = rows[i];
      const name = 'contactId' in outcome ? batch.nameOf(outcome.contactId) : null;
      return { outcome, name, ...((row && changes.get(row)) ?? { changes: [], disagreeing: [] }) };
    });
  }

  /** Null for a row whose contact someone else added or changed since it was looked for: nothing of the row is written. */
  private async takeOnce(
    ctx: WorkspaceContext,
    plan: IntakePlan,
    rows: readonly IntakeRow[],
    keep?: KeepImages,
  ): Promise<(IntakeOutcome | null)[]> {
    // Timelines begin when the id of their contact was made.
    const past = this.clock.replayed();
    const batch = new IntakeBatch(plan, nowIso(this.clock), () => newId(past));
    const keys = batch.keysToFind(rows);
    const known = await this.contacts.find(ctx, keys);
    batch.meetTrash(await this.trashedOf(ctx, keys, known));
    batch.meet(known, await this.valuesOf(ctx, plan, known), await this.listsOf(ctx, plan, known));
    const placed = rows.map((row) => batch.place(row));
    const lost = await this.write(ctx, plan, batch);
    const outcomes = placed.map((outcome) => ('contactId' in outcome && lost.has(outcome.contactId) ? null : outcome));
    const listed = await this.putOnList(
      ctx,
      plan,
      batch,
      outcomes.filter((outcome) => outcome !== null),
    );
    const joined = await this.putOnOwnLists(ctx, plan, batch, lost);
    const isWritten = ({ id }: { readonly id: string }): boolean => !lost.has(id);
    const isOlder = (id: string): boolean => batch.isOlder(id) && !lost.has(id);
    await keep?.(ctx, {
      created: batch
        .created()
        .filter(isWritten)
        .map(({ id }) => id),
      images: imagesOf(
        batch.updated().filter(({ id }) => isOlder(id)),
        listed.filter(({ contactId }) => isOlder(contactId)),
        joined.filter(({ image }) => isOlder(image.contactId)),
      ),
    });
    return outcomes;
  }

  private async listsOf(ctx: WorkspaceContext, plan: IntakePlan, contacts: readonly { readonly id: string }[]) {
    if (!plan.listNames) return new Map<string, KnownMemberships>();
    return this.memberships.membershipsOf(
      ctx,
      contacts.map(({ id }) => id),
    );
  }

  /** Of the ids that rows name, those of contacts in the trash. */
  private async trashedOf(
    ctx: WorkspaceContext,
    { ids }: { readonly ids: readonly string[] },
    found: readonly { readonly id: string }[],
  ): Promise<Set<string>> {
    const isFound = new Set(found.map(({ id }) => id));
    const missing = ids.filter((id) => !isFound.has(id));
    return missing.length === 0 ? new Set() : this.contacts.listTrashed(ctx, missing);
  }

  private async valuesOf(ctx: WorkspaceContext, plan: IntakePlan, contacts: readonly { readonly id: string }[]) {
    if (plan.fields.length === 0) return new Map<string, Map<string, string | null>>();
    return this.customFields.load(
      ctx,
      contacts.map(({ id }) => id),
    );
  }

  /** Answers the ids of contacts that could not be written because someone else was faster. */
  private async write(ctx: WorkspaceContext, plan: IntakePlan, batch: IntakeBatch): Promise<Set<string>> {
    const created = batch.created();
    const updated = batch.updated();
    const withValues = batch.withNewValues();
    if (withValues.length > 0) {
      const textOf = await this.customFields.prepareTexts(ctx);
      for (const contact of withValues) contact.customText = textOf(contact.values);
    }
    // Whom a number is taken from first: a new contact may have it.
    const written = new Set([...(await this.contacts.update(ctx, updated)), ...(await this.contacts.insert(ctx, created, plan.importId))]);
    const lost = new Set([...created, ...updated].map((contact) => contact.id).filter((id) => !written.has(id)));
    const isWritten = ({ id }: { readonly id: string }): boolean => !lost.has(id);
    await this.contacts.addPoints(
      ctx,
      batch
        .withNewPoints()
        .filter(isWritten)
        .flatMap(({ id, newPoints }) => newPoints.map((point) => ({ ...point, contactId: id }))),
    );
    const writesOf = (isNew: boolean): FieldWrite[] =>
      withValues
        .filter((contact) => isWritten(contact) && (contact.found === null) === isNew)
        .flatMap((contact) => batch.fieldWrites(contact));
    await this.customFields.writeWithNewContacts(ctx, writesOf(true));
    await this.customFields.writeWithContacts(ctx, writesOf(false));
    return lost;
  }

  /** Each on the lists and the stage of its rows. A list that was deleted meanwhile is passed over. */
  private async putOnOwnLists(
    ctx: WorkspaceContext,
    plan: IntakePlan,
    batch: IntakeBatch,
    lost: ReadonlySet<string>,
  ): Promise<JoinedList[]> {
    const byList = new Map<string, PlacedContact[]>();
    for (const contact of batch.withNewLists().filter(({ id }) => !lost.has(id)))
      for (const listId of contact.memberships.joined) byList.set(listId, [...(byList.get(listId) ?? []), contact]);
    const joined: JoinedList[] = [];
    for (const [listId, contacts] of byList) {
      const list = await this.memberships.findList(ctx, listId);
      if (!list) continue;
      const how = plan.importId === null ? {} : { cause: { via: 'import', ref: plan.importId } as const };
      for (const isNew of [true, false]) {
        const ids = contacts.filter(({ found }) => (found === null) === isNew).map(({ id }) => id);
        const images = await this.memberships.addNow(ctx, list, ids, { ...how, isQuiet: isNew && !list.isPrimary });
        joined.push(...images.map((image) => ({ listId, image })));
      }
    }
    return joined;
  }

  /** The timeline of a new contact begins with its import; only those who were there before are told apart. */
  private async putOnList(
    ctx: WorkspaceContext,
    plan: IntakePlan,
    batch: IntakeBatch,
    outcomes: readonly IntakeOutcome[],
  ): Promise<BeforeImage[]> {
    if (plan.listId === null) return [];
    const list = await this.memberships.requireList(ctx, plan.listId);
    const ids = new Set(outcomes.flatMap((outcome) => ('contactId' in outcome ? [outcome.contactId] : [])));
    const isNew = new Set(batch.created().map((contact) => contact.id));
    const cause = plan.importId === null ? undefined : ({ via: 'import', ref: plan.importId } as const);
    const joining = cause === undefined ? {} : { cause };
    await this.memberships.addNow(
      ctx,
      list,
      [...ids].filter((id) => isNew.has(id)),
      // Each move to a stage is told.
      { ...joining, isQuiet: !list.isPrimary },
    );
    return this.memberships.addNow(
      ctx,
      list,
      [...ids].filter((id) => !isNew.has(id)),
      joining,
    );
  }
}

/** Keeps what undoing the intake needs, in its transaction. */
export type KeepImages = (
  ctx: WorkspaceContext,
  step: { readonly created: readonly string[]; readonly images: readonly BeforeImage[] },
) => Promise<void>;

function pick<T>(items: readonly T[], indexes: readonly number[]): T[] {
  return indexes.flatMap((index) => {
    const item = items[index];
    return item === undefined ? [] : [item];
  });
}

/** A contact changes under an import seldom; under three attempts in a row it hardly can. */
const MOST_ATTEMPTS = 3;

const CHANGED_MEANWHILE: IntakeOutcome = {
  kind: 'rejected',
  field: null,
  code: 'contact.changedMeanwhile',
  reason: 'This contact was changed repeatedly while the row was imported. Import the row again.',
};
