import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { CreateContactDto, UpdateContactDto } from './ContactDtos.js';
import { ContactInserts } from './ContactInserts.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import { ContactPointRepository } from './ContactPointRepository.js';
import type { WholeContact } from './ContactReader.js';
import { ContactRepository } from './ContactRepository.js';
import { ContactTwins } from './ContactTwins.js';
import { contactKeys, type PointValue } from './normalizeContact.js';
import { PhoneSharing, type SharedContact } from './PhoneSharing.js';

/** A contact before it is known who else has its number. */
type ReadContact = Pick<SharedContact, 'fields' | 'keys'>;

/**
 * Writes one contact with everything that ContactReader reads. Inside the caller's unit of work. More than six dependencies: a contact has
 * parts in several tables, and is added in one place for all ways of creating.
 */
@Injectable()
export class ContactWriter {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly inserts: ContactInserts,
    private readonly points: ContactPointRepository,
    private readonly parts: ContactPartReferences,
    private readonly phones: PhoneSharing,
    private readonly twins: ContactTwins,
    private readonly clock: Clock,
  ) {}

  /** Answers the contact, and what was written of its fields and further numbers. */
  async insert(ctx: WorkspaceContext, read: ReadContact, input: CreateContactDto): Promise<SharedContact & { whole: WholeContact }> {
    const id = newId();
    const now = nowIso(this.clock);
    const { fields, keys, further } = await this.phones.share(ctx, read, null);
    // PostgreSQL gets both at once.
    const [inserted, fill] = await Promise.all([
      this.inserts.insert(ctx, { id, fields, keys, createdBy: actorUserId(ctx), now }),
      this.parts.customFields.prepareFill(ctx),
    ]);
    if (!inserted) return this.twins.refuseNew(ctx, keys);
    const { row, knowsErased } = inserted;
    if (knowsErased) await this.twins.refuseErased(ctx, read.keys);
    if (further.length > 0) await this.addPoints(ctx, id, further);
    const filled = fill.read(id, input.customFields ?? {});
    await fill.write(ctx, [filled]);
    if (input.listIds?.length) await this.parts.lists.putOn(ctx, id, input.listIds);
    const memberships = input.listIds?.length ? await this.contacts.listMemberships(ctx, [id]) : [];
    const points = further.length > 0 ? await this.points.listOf(ctx, [id]) : [];
    return { fields, keys, further, whole: { row, memberships, customFields: filled.values, points } };
  }

  /** False when the version has moved on since the contact was read. */
  async update(
    ctx: WorkspaceContext,
    { row, points }: WholeContact,
    read: ReadContact,
    { further: added, ...input }: UpdateContactDto & { readonly further: readonly PointValue[] },
  ): Promise<boolean> {
    const { id, phoneE164 } = row;
    await this.twins.refuseErased(ctx, {
      emailKey: read.keys.emailKey === row.emailKey ? null : read.keys.emailKey,
      phoneE164: read.keys.phoneE164 === phoneE164 ? null : read.keys.phoneE164,
    });
    const { fields, keys, further: shared } = await this.renew(ctx, { id, phoneE164, own: [...points, ...added] }, read);
    const further = [...added, ...shared];
    await this.twins.refuse(ctx, keys, id);
    if (!(await this.contacts.update(ctx, id, { fields, keys, version: input.version, now: nowIso(this.clock) }))) return false;
    await this.addPoints(ctx, id, further);
    if (keys.phoneE164 !== null) await this.points.remove(ctx, id, { kind: 'phone', key: keys.phoneE164 });
    if (input.customFields) await this.parts.customFields.save(ctx, id, input.customFields);
    if (input.listIds?.length) await this.parts.lists.putOn(ctx, id, input.listIds);
    return true;
  }

  /** What a change leaves of fields and keys. Only a number that is new here can be someone else's. */
  private async renew(
    ctx: WorkspaceContext,
    { id, phoneE164, own }: { id: string; phoneE164: string | null; own: readonly PointValue[] },
    { fields, keys }: ReadContact,
  ): Promise<SharedContact> {
    const isNew = keys.phoneE164 !== null && keys.phoneE164 !== phoneE164;
    const shared = isNew ? await this.phones.share(ctx, { fields, keys }, id, own) : { fields, keys, further: [] };
    const kept = own.filter(({ kind, key }) => kind !== 'phone' || key !== shared.keys.phoneE164);
    return { ...shared, keys: contactKeys(shared.fields, shared.keys.phoneE164, [...kept, ...shared.further]) };
  }

  private addPoints(ctx: WorkspaceContext, contactId: string, points: readonly PointValue[]): Promise<void> {
    return this.points.insert(
      ctx,
      points.map((point) => ({ ...point, contactId })),
      nowIso(this.clock),
    );
  }
}
