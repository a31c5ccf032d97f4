import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import {
  type ChangedBatchContact,
  ContactBatchRepository,
  type FoundBatchContact,
  type NewBatchContact,
} from './ContactBatchRepository.js';
import { INDEX_CONTACTS } from './IndexContactsJob.js';
import { type ContactFields, type ContactKeys, contactKeys } from './normalizeContact.js';

export type { ChangedBatchContact, FoundBatchContact, NewBatchContact } from './ContactBatchRepository.js';
export type { ContactFields, ContactKeys } from './normalizeContact.js';

/** The search index follows when no further batch came for so long. */
const INDEX_AFTER_MS = 3_000;

/** Contacts by the thousand, inside the caller's transaction. For imports; single contacts go through ContactService. */
@Injectable()
export class ContactBatchService {
  constructor(
    private readonly batches: ContactBatchRepository,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Live contacts that have one of these addresses or numbers. */
  async find(ctx: WorkspaceContext, keys: { emailKeys: readonly string[]; phones: readonly string[] }): Promise<FoundBatchContact[]> {
    const rows = [
      ...(await this.batches.find(ctx, 'email_key', keys.emailKeys)),
      ...(await this.batches.find(ctx, 'phone_e164', keys.phones)),
    ];
    const unique = new Map(rows.map((row) => [row.id, row]));
    return [...unique.values()].map(({ id, version, emailKey, phoneE164, ...fields }) => ({
      id,
      version,
      fields,
      keys: { ...this.keysOf(fields, phoneE164), emailKey },
    }));
  }

  keysOf(fields: ContactFields, phoneE164: string | null): ContactKeys {
    return contactKeys(fields, phoneE164);
  }

  /** Answers the ids that were written; one is missing when somebody else took its address or number at this very moment. */
  async insert(ctx: WorkspaceContext, contacts: readonly NewBatchContact[], importId: string | null): Promise<Set<string>> {
    const written = await this.batches.insert(ctx, contacts, importId, nowIso(this.clock));
    if (contacts.length > 0)
      await this.queue.enqueue(ctx, {
        name: INDEX_CONTACTS,
        payload: {},
        key: INDEX_CONTACTS,
        runAt: new Date(this.clock.now().getTime() + INDEX_AFTER_MS),
      });
    return written;
  }

  /** Answers the ids that were written; one is missing when somebody else changed or removed it since it was found. */
  update(ctx: WorkspaceContext, contacts: readonly ChangedBatchContact[]): Promise<Set<string>> {
    return this.batches.update(ctx, contacts, nowIso(this.clock));
  }
}
