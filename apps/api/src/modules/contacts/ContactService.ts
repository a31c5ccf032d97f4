import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type {
  ContactDto,
  ContactSummaryDto,
  CreateContactDto,
  ListContactsQuery,
  SendabilityDto,
  TrashedDto,
  UpdateContactDto,
} from './ContactDtos.js';
import {
  badPhone,
  changedMeanwhile,
  contactInTrash,
  contactNotFound,
  emailTaken,
  emptyContact,
  phoneTaken,
  twinChanged,
} from './contactErrors.js';
import type { ContactFilter } from './contactFilters.js';
import { ContactListReader } from './ContactListReader.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import { ContactQueryService } from './ContactQueryService.js';
import type { ContactQuery } from './query/ContactQuery.js';
import { ContactPointRepository, type StoredPoint } from './ContactPointRepository.js';
import { ContactReader, type WholeContact } from './ContactReader.js';
import { ContactRepository } from './ContactRepository.js';
import type { ContactRow } from './contactRows.js';
import { groupBy } from './groupBy.js';
import { cleanText, type ContactFields, type ContactKeys, contactKeys, type PointValue } from './normalizeContact.js';
import { PhoneSharing, type SharedContact } from './PhoneSharing.js';
import { auditedState, type ContactPoints, presentContact, presentSummary } from './presentContact.js';
import { sendabilityOf } from './sendability.js';

type FieldsInput = Partial<Record<keyof ContactFields, string | null>>;

/** A row of a table has no room for more, and a contact may be on hundreds. */
const LISTS_SHOWN = 5;

@Injectable()
export class ContactService {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly reader: ContactListReader,
    private readonly queries: ContactQueryService,
    private readonly whole: ContactReader,
    private readonly points: ContactPointRepository,
    private readonly phones: PhoneSharing,
    private readonly parts: ContactPartReferences,
    private readonly workspaces: WorkspaceService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, query: ListContactsQuery): Promise<Page<ContactSummaryDto>> {
    const { sort, limit, cursor, ...asked } = query;
    const page = await this.reader.list(ctx, { query: await this.queryOf(ctx, asked), sort, limit, cursor });
    return { items: await this.summarize(ctx, page.items), nextCursor: page.nextCursor };
  }

  async count(ctx: WorkspaceContext, filter: ContactFilter): Promise<{ count: number }> {
    return { count: await this.reader.count(ctx, await this.queryOf(ctx, filter)) };
  }

  private async queryOf(ctx: WorkspaceContext, filter: ContactFilter): Promise<ContactQuery> {
    return this.queries.ofFilter(ctx, await this.inUtc(ctx, filter));
  }

  /** The filter with its days read where the workspace is. */
  async inUtc(ctx: WorkspaceContext, filter: ContactFilter): Promise<ContactFilter> {
    const { createdAfter, createdBefore } = filter;
    if (createdAfter === undefined && createdBefore === undefined) return filter;
    const [after, before] = [await this.workspaces.momentOf(ctx, createdAfter), await this.workspaces.momentOf(ctx, createdBefore)];
    return { ...filter, createdAfter: after, createdBefore: before };
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ContactDto> {
    const whole = await this.whole.read(ctx, id);
    if (!whole) throw contactNotFound();
    return this.present(ctx, whole);
  }

  /** Throws 404 for a contact of another workspace, too. */
  async require(ctx: WorkspaceContext, id: string): Promise<ContactRow> {
    return this.requireRow(ctx, id);
  }

  /** The contact itself, else the living one with this address; null when there is neither any more. */
  async findIdsOf(
    ctx: WorkspaceContext,
    mentions: readonly { readonly contactId: string | null; readonly addressKey: string }[],
  ): Promise<(string | null)[]> {
    const ids = new Set(await this.contacts.listExisting(ctx, present(mentions.map(({ contactId }) => contactId))));
    const lost = mentions.filter(({ contactId }) => contactId === null || !ids.has(contactId));
    const byKey = await this.contacts.listIdsByEmailKey(ctx, present(lost.map(({ addressKey }) => addressKey)));
    return mentions.map(({ contactId, addressKey }) =>
      contactId !== null && ids.has(contactId) ? contactId : (byKey.get(addressKey) ?? null),
    );
  }

  async create(ctx: WorkspaceContext, input: CreateContactDto): Promise<ContactDto> {
    const normalized = await this.normalize(ctx, input, null);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const id = newId();
      const now = nowIso(this.clock);
      const { fields, keys, further } = await this.phones.share(ctx, normalized, null);
      // PostgreSQL gets both at once.
      const [row, fill] = await Promise.all([
        this.contacts.insert(ctx, { id, fields, keys, createdOn: now, createdBy: actorUserId(ctx), now }),
        this.parts.customFields.prepareFill(ctx),
      ]);
      if (!row) return this.refuseTwin(ctx, keys);
      await this.addPoints(ctx, id, further);
      const customFields = await fill(ctx, id, input.customFields ?? {});
      if (input.listIds?.length) await this.parts.lists.putOn(ctx, id, input.listIds);
      const lists = input.listIds?.length ? await this.contacts.listMemberships(ctx, [id]) : [];
      const furtherPhones = further.map(({ value }) => value);
      const after = furtherPhones.length > 0 ? { ...fields, furtherPhones } : fields;
      await this.audit.record(ctx, { action: 'contact.created', entity: ['contact', id], after });
      const points = further.length > 0 ? await this.points.listOf(ctx, [id]) : [];
      return this.present(ctx, { row, memberships: lists, customFields, points });
    });
  }

  update(ctx: WorkspaceContext, id: string, input: UpdateContactDto): Promise<ContactDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.requireRow(ctx, id);
      if (row.deletedAt) throw contactInTrash();
      if (row.version !== input.version) throw changedMeanwhile(row.version);
      const whole = await this.whole.complete(ctx, row);
      const before = await this.present(ctx, whole);
      const own = whole.points;
      const { fields, keys, further } = await this.renew(ctx, row, input, own);
      await this.refuseTaken(ctx, keys, id);
      const isUpdated = await this.contacts.update(ctx, id, { fields, keys, version: input.version, now: nowIso(this.clock) });
      if (!isUpdated) throw changedMeanwhile((await this.requireRow(ctx, id)).version);
      await this.addPoints(ctx, id, further);
      if (keys.phoneE164 !== null) await this.points.remove(ctx, id, { kind: 'phone', key: keys.phoneE164 });
      if (input.customFields) await this.parts.customFields.save(ctx, id, input.customFields);
      if (input.listIds?.length) await this.parts.lists.putOn(ctx, id, input.listIds);
      const after = await this.get(ctx, id);
      await this.audit.record(ctx, {
        action: 'contact.updated',
        entity: ['contact', id],
        before: auditedState(before),
        after: auditedState(after),
      });
      return after;
    });
  }

  trash(ctx: WorkspaceContext, id: string): Promise<TrashedDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const [trashed] = await this.contacts.trash(ctx, [id], now);
      if (trashed) await this.audit.record(ctx, { action: 'contact.trashed', entity: ['contact', id] });
      const { deletedAt } = trashed ? { deletedAt: now } : await this.requireRow(ctx, id);
      return { id, deletedAt: deletedAt ?? now };
    });
  }

  restore(ctx: WorkspaceContext, id: string): Promise<ContactDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.requireRow(ctx, id);
      const restored = await this.contacts.restore(ctx, [id], nowIso(this.clock));
      const keys = await this.contacts.findKeys(ctx, id);
      if (restored.length === 0 && row.deletedAt && keys) await this.refuseTaken(ctx, keys, id);
      if (restored.length > 0) await this.audit.record(ctx, { action: 'contact.restored', entity: ['contact', id] });
      return this.get(ctx, id);
    });
  }

  async sendability(ctx: WorkspaceContext, id: string): Promise<SendabilityDto> {
    const row = await this.requireRow(ctx, id);
    return sendabilityOf(row, await this.contacts.findSuppression(ctx, id));
  }

  /** Summaries in the order of the rows, with one query for all their lists. */
  private async summarize(ctx: WorkspaceContext, rows: readonly ContactRow[]): Promise<ContactSummaryDto[]> {
    const memberships = await this.contacts.listMemberships(
      ctx,
      rows.map((row) => row.id),
      LISTS_SHOWN,
    );
    const byContact = groupBy(memberships, (membership) => membership.contactId);
    return rows.map((row) => presentSummary(row, byContact.get(row.id) ?? []));
  }

  private async present(ctx: WorkspaceContext, { row, memberships, customFields, points }: WholeContact): Promise<ContactDto> {
    return presentContact(row, memberships, customFields, await this.withSharers(ctx, row, points));
  }

  private async withSharers(ctx: WorkspaceContext, row: ContactRow, points: readonly StoredPoint[]): Promise<ContactPoints> {
    const numbers = [row.phoneE164, ...points.map(({ kind, key }) => (kind === 'phone' ? key : null))].filter((key) => key !== null);
    return { points, sharers: await this.points.listSharers(ctx, row.id, numbers) };
  }

  private addPoints(ctx: WorkspaceContext, contactId: string, points: readonly PointValue[]): Promise<void> {
    return this.points.insert(
      ctx,
      points.map((point) => ({ ...point, contactId })),
      nowIso(this.clock),
    );
  }

  /** What a change leaves of fields and keys. Only a number that is new here can be somebody else's. */
  private async renew(ctx: WorkspaceContext, row: ContactRow, input: FieldsInput, own: readonly PointValue[]): Promise<SharedContact> {
    const { fields, keys } = await this.normalize(ctx, input, row);
    const isNew = keys.phoneE164 !== null && keys.phoneE164 !== row.phoneE164;
    const shared = isNew ? await this.phones.share(ctx, { fields, keys }, row.id, own) : { fields, keys, further: [] };
    const kept = own.filter(({ kind, key }) => kind !== 'phone' || key !== shared.keys.phoneE164);
    return { ...shared, keys: contactKeys(shared.fields, shared.keys.phoneE164, [...kept, ...shared.further]) };
  }

  private async requireRow(ctx: WorkspaceContext, id: string): Promise<ContactRow> {
    const row = await this.contacts.find(ctx, id);
    if (!row) throw contactNotFound();
    return row;
  }

  private async normalize(
    ctx: WorkspaceContext,
    input: FieldsInput,
    before: (ContactFields & { phoneE164: string | null }) | null,
  ): Promise<{ fields: ContactFields; keys: ContactKeys }> {
    const pick = (name: keyof ContactFields): string | null =>
      input[name] === undefined ? (before?.[name] ?? null) : cleanText(input[name]);
    const fields: ContactFields = {
      firstName: pick('firstName'),
      lastName: pick('lastName'),
      primaryEmail: pick('primaryEmail'),
      primaryPhone: pick('primaryPhone'),
      company: pick('company'),
    };
    if (Object.values(fields).every((value) => value === null)) throw emptyContact();
    if (fields.primaryPhone === null) return { fields, keys: contactKeys(fields, null) };
    if (before && fields.primaryPhone === before.primaryPhone) return { fields, keys: contactKeys(fields, before.phoneE164) };
    const { defaultCountry } = await this.workspaces.require(ctx);
    const reading = readPhone(fields.primaryPhone, defaultCountry as CountryCode | null);
    if ('problem' in reading) throw badPhone(reading.problem);
    const read = { ...fields, primaryPhone: reading.phone.typed };
    return { fields: read, keys: contactKeys(read, reading.phone.e164) };
  }

  /** The database has just refused a second contact with this address or number: says which one has it. */
  private async refuseTwin(ctx: WorkspaceContext, keys: ContactKeys): Promise<never> {
    await this.refuseTaken(ctx, keys, null);
    throw twinChanged();
  }

  private async refuseTaken(ctx: WorkspaceContext, keys: Pick<ContactKeys, 'emailKey' | 'phoneE164'>, ownId: string | null): Promise<void> {
    const byEmail = keys.emailKey && (await this.contacts.findIdByEmailKey(ctx, keys.emailKey));
    if (byEmail && byEmail.id !== ownId) throw emailTaken(byEmail.id);
    const byPhone = keys.phoneE164 && (await this.contacts.findIdByPhone(ctx, keys.phoneE164));
    if (byPhone && byPhone.id !== ownId) throw phoneTaken(byPhone.id);
  }
}

function present(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
