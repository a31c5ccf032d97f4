import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { ContactDto, CreateContactDto, SendabilityDto, UpdateContactDto } from './ContactDtos.js';
import { changedMeanwhile, contactInTrash, contactNotFound } from './contactErrors.js';
import { type AskedContact, ContactGroups } from './ContactGroups.js';
import { ContactInput } from './ContactInput.js';
import { ContactReader } from './ContactReader.js';
import { ContactRepository } from './ContactRepository.js';
import type { ContactRow } from './contactRows.js';
import { ContactWriter } from './ContactWriter.js';
import type { PointValue } from './normalizeContact.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { auditedState } from './presentContact.js';
import { sendabilityOf } from './sendability.js';

/**
 * Single contacts: what is known of one, and making or changing one, with its entry in the log. More than six dependencies: some are made
 * together, others alone.
 */
@Injectable()
export class ContactService {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly reader: ContactReader,
    private readonly input: ContactInput,
    private readonly writer: ContactWriter,
    private readonly groups: ContactGroups,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext, id: string): Promise<ContactDto> {
    return this.reader.present(ctx, await this.reader.require(ctx, id));
  }

  /** Throws 404 for a contact of another workspace, too. */
  async require(ctx: WorkspaceContext, id: string): Promise<ContactRow> {
    const row = await this.contacts.find(ctx, id);
    if (!row) throw contactNotFound();
    return row;
  }

  /** The contact itself, else the living one with this address; null when there is neither any more. */
  async findIdsOf(
    ctx: WorkspaceContext,
    mentions: readonly { readonly contactId: string | null; readonly channel: 'email' | 'text'; readonly addressKey: string }[],
  ): Promise<(string | null)[]> {
    const ids = new Set(await this.contacts.listExisting(ctx, present(mentions.map(({ contactId }) => contactId))));
    const lost = mentions.filter(({ contactId }) => contactId === null || !ids.has(contactId));
    const keysOf = (wanted: 'email' | 'text'): string[] =>
      present(lost.filter(({ channel }) => channel === wanted).map(({ addressKey }) => addressKey));
    const byKey = {
      email: await this.contacts.listIdsByEmailKey(ctx, keysOf('email')),
      text: await this.contacts.listIdsByPhone(ctx, keysOf('text')),
    };
    return mentions.map(({ contactId, channel, addressKey }) =>
      contactId !== null && ids.has(contactId) ? contactId : (byKey[channel].get(addressKey) ?? null),
    );
  }

  async create(ctx: WorkspaceContext, input: CreateContactDto): Promise<ContactDto> {
    const read = await this.input.read(ctx, input, null);
    return (await this.groups.create({ ctx, read, input })) ?? this.createAlone({ ctx, read, input });
  }

  private createAlone({ ctx, read, input }: AskedContact): Promise<ContactDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { whole, fields, further } = await this.writer.insert(ctx, read, input);
      const furtherPhones = further.map(({ value }) => value);
      const after = furtherPhones.length > 0 ? { ...fields, furtherPhones } : fields;
      await this.audit.record(ctx, { action: 'contact.created', entity: ['contact', whole.row.id], after });
      return this.reader.present(ctx, whole);
    });
  }

  /** @param further numbers that the contact has from now on besides */
  update(ctx: WorkspaceContext, id: string, input: UpdateContactDto, further: readonly PointValue[] = []): Promise<ContactDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.require(ctx, id);
      if (row.deletedAt) throw contactInTrash();
      if (row.version !== input.version) throw changedMeanwhile(row.version);
      const whole = await this.reader.complete(ctx, row);
      const before = await this.reader.present(ctx, whole);
      const read = await this.input.read(ctx, input, row);
      if (!(await this.writer.update(ctx, whole, read, { ...input, further })))
        throw changedMeanwhile((await this.require(ctx, id)).version);
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

  async sendability(ctx: WorkspaceContext, id: string): Promise<SendabilityDto> {
    const row = await this.require(ctx, id);
    return sendabilityOf(row, await this.contacts.findSuppression(ctx, id), await this.contacts.findChoices(ctx, id, nowIso(this.clock)));
  }
}

function present(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
