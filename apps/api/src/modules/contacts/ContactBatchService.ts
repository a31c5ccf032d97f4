import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { type BatchContact, ContactBatchRepository } from './ContactBatchRepository.js';
import { INDEX_CONTACTS } from './IndexContactsJob.js';
import { type ContactFields, type ContactKeys, contactKeys, type PointValue } from './normalizeContact.js';
import { ContactPointRepository, type NewPoint } from './ContactPointRepository.js';
import { groupBy } from './groupBy.js';

/** The search index follows when no further batch came for so long. */
const INDEX_AFTER_MS = 3_000;

export interface BatchKeys {
  readonly emailKeys: readonly string[];
  readonly phones: readonly string[];
  readonly names: readonly Pick<ContactKeys, 'sortName' | 'sortCompany'>[];
}

/** Contacts by the thousand, inside the caller's transaction. For imports; single contacts go through ContactService. */
@Injectable()
export class ContactBatchService {
  constructor(
    private readonly batches: ContactBatchRepository,
    private readonly points: ContactPointRepository,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Live contacts that have one of these addresses or numbers, as the primary or a further one, or one of these names. */
  async find(ctx: WorkspaceContext, { emailKeys, phones, names }: BatchKeys): Promise<BatchContact[]> {
    const rows = [
      ...(await this.batches.find(ctx, 'email_key', emailKeys)),
      ...(await this.batches.find(ctx, 'phone_e164', phones)),
      ...(await this.batches.find(ctx, 'id', [
        ...(await this.points.findHolders(ctx, 'email', emailKeys)),
        ...(await this.points.findHolders(ctx, 'phone', phones)),
      ])),
      ...(await this.batches.find(ctx, 'sort_name', present(names.map(({ sortName }) => sortName)))),
      ...(await this.batches.find(
        ctx,
        'sort_company',
        present(names.map(({ sortName, sortCompany }) => (sortName === null ? sortCompany : null))),
      )),
    ];
    const unique = new Map(rows.map((row) => [row.id, row]));
    const points = groupBy(await this.points.listOf(ctx, [...unique.keys()]), (point) => point.contactId);
    return [...unique.values()].map(({ id, version, emailKey, phoneE164, ...fields }) => {
      const own = points.get(id) ?? [];
      const keys = { ...this.keysOf(fields, phoneE164, own), emailKey };
      return { id, found: { version, fields }, createdOn: null, fields, keys, points: own, newPoints: [] };
    });
  }

  keysOf(fields: ContactFields, phoneE164: string | null, points: readonly PointValue[]): ContactKeys {
    return contactKeys(fields, phoneE164, points);
  }

  addPoints(ctx: WorkspaceContext, points: readonly NewPoint[]): Promise<void> {
    return this.points.insert(ctx, points, nowIso(this.clock));
  }

  /** Answers the ids that were written; one is missing when somebody else took its address or number at this very moment. */
  async insert(ctx: WorkspaceContext, contacts: readonly BatchContact[], importId: string | null): Promise<Set<string>> {
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
  update(ctx: WorkspaceContext, contacts: readonly BatchContact[]): Promise<Set<string>> {
    return this.batches.update(ctx, contacts, nowIso(this.clock));
  }
}

function present(keys: readonly (string | null)[]): string[] {
  return [...new Set(keys)].filter((key) => key !== null);
}
