import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { BulkInsert } from '../../platform/database/BulkInsert.js';
import { execute, executeForEach, isPostgres, queryRows, queryRowsAside, sql } from '../../platform/database/sql.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CONTACT_COLUMNS, contactColumns, contactValues } from './contactColumns.js';
import { ContactFigures } from './ContactFigures.js';
import { INDEX_CONTACTS } from './IndexContactsJob.js';
import type { CustomText } from './customText.js';
import { type ContactFields, type ContactKeys, contactKeys, type PointValue } from './normalizeContact.js';
import { ContactPointRepository, type NewPoint } from './ContactPointRepository.js';
import { ErasedGuard } from './erasure/ErasedGuard.js';
import { groupBy } from '../../platform/collections/groupBy.js';

/** The search index follows when no further batch came for so long. */
const INDEX_AFTER_MS = 3_000;

export interface BatchKeys {
  readonly ids?: readonly string[];
  readonly emailKeys: readonly string[];
  readonly phones: readonly string[];
  readonly names: readonly Pick<ContactKeys, 'sortName' | 'sortCompany'>[];
}

/** A contact as it was before a batch. */
export interface FoundContact {
  readonly version: number;
  readonly fields: ContactFields;
  readonly phoneE164: string | null;
  /** The import that created it. */
  readonly sourceImportId: string | null;
}

/** A contact as a batch finds it and leaves it. */
export interface BatchContact {
  readonly id: string;
  /** As it was found; null for a new one. Only fields that differ from these are written, with what is derived from them. */
  readonly found: FoundContact | null;
  /** Of a new one. */
  readonly createdOn: string | null;
  readonly fields: ContactFields;
  readonly keys: ContactKeys;
  /** Further addresses and numbers, those that are new at the end. */
  readonly points: readonly PointValue[];
  readonly newPoints: readonly PointValue[];
  /** What the search looks through of its custom values from now on; left out, it stays. */
  readonly customText?: CustomText;
  /** Further ones were taken away. */
  readonly hasFewerPoints?: boolean;
}

interface FoundRow extends ContactFields {
  readonly id: string;
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
  readonly version: number;
  readonly sourceImportId: string | null;
}

const LOOKUP = 500;

const COLUMNS = [
  'id',
  'workspace_id',
  'created_on',
  ...CONTACT_COLUMNS,
  'custom_text',
  'custom_short',
  'source_import_id',
  'updated_at',
] as const;
/** What a change of a field changes, the texts for the search aside. */
const COLUMNS_OF: Readonly<Record<keyof ContactFields, readonly (typeof COLUMNS)[number][]>> = {
  firstName: ['first_name', 'sort_name'],
  lastName: ['last_name', 'sort_name'],
  primaryEmail: ['primary_email', 'email_key'],
  primaryPhone: ['primary_phone', 'phone_e164'],
  company: ['company', 'sort_company'],
};

// On SQLite nobody else writes meanwhile, so a conflict is a mistake.
const intoContacts = new BulkInsert('base_contacts', Object.fromEntries(COLUMNS.map((column) => [column, 'text'])), {
  onPostgresConflict: 'ON CONFLICT DO NOTHING',
  returning: 'RETURNING id',
});

/**
 * Contacts by the thousand, inside the caller's transaction, in few statements: the shapes that each engine likes (see BulkInsert).
 * For imports; single contacts go through ContactService.
 */
@Injectable()
export class ContactBatchService {
  constructor(
    private readonly points: ContactPointRepository,
    private readonly figures: ContactFigures,
    private readonly queue: JobQueue,
    private readonly erased: ErasedGuard,
    private readonly clock: Clock,
  ) {}

  /** Live contacts that have one of these addresses or numbers, as the primary or a further one, or one of these names or ids. */
  async find(ctx: WorkspaceContext, { ids = [], emailKeys, phones, names }: BatchKeys): Promise<BatchContact[]> {
    const rows = [
      ...(await this.findBy(ctx, 'email_key', emailKeys)),
      ...(await this.findBy(ctx, 'phone_e164', phones)),
      ...(await this.findBy(ctx, 'id', [
        ...ids,
        ...(await this.points.findHolders(ctx, 'email', emailKeys)),
        ...(await this.points.findHolders(ctx, 'phone', phones)),
      ])),
      ...(await this.findBy(ctx, 'sort_name', present(names.map(({ sortName }) => sortName)))),
      ...(await this.findBy(
        ctx,
        'sort_company',
        present(names.map(({ sortName, sortCompany }) => (sortName === null ? sortCompany : null))),
      )),
    ];
    return this.withPoints(ctx, rows);
  }

  /** Of these those that are live. */
  async findLive(ctx: WorkspaceContext, ids: readonly string[]): Promise<BatchContact[]> {
    return this.withPoints(ctx, await this.findBy(ctx, 'id', ids));
  }

  /** Those whom an import created, in the trash or not, newest first. By the ids between which it created them: an index for this alone would cost each import more. */
  async listImported(
    ctx: WorkspaceContext,
    importId: string,
    { from, to, before, limit }: { from: string; to: string; before: string | null; limit: number },
  ): Promise<string[]> {
    const rows = await queryRowsAside<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id >= ${from} AND id <= ${to} ${sql.if(before, sql`AND id < ${before}`)}
            AND source_import_id = ${importId} ORDER BY workspace_id DESC, id DESC LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  /** Of these those that are in the trash. */
  async listTrashed(ctx: WorkspaceContext, ids: readonly string[]): Promise<Set<string>> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND COALESCE(deleted_at, '') <> ''`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async withPoints(ctx: WorkspaceContext, rows: readonly FoundRow[]): Promise<BatchContact[]> {
    const unique = new Map(rows.map((row) => [row.id, row]));
    const points = groupBy(await this.points.listOf(ctx, [...unique.keys()]), (point) => point.contactId);
    return [...unique.values()].map(({ id, version, emailKey, phoneE164, sourceImportId, ...fields }) => {
      const own = points.get(id) ?? [];
      const keys = { ...contactKeys(fields, phoneE164, own), emailKey };
      return { id, found: { version, fields, phoneE164, sourceImportId }, createdOn: null, fields, keys, points: own, newPoints: [] };
    });
  }

  addPoints(ctx: WorkspaceContext, points: readonly NewPoint[]): Promise<void> {
    return this.points.insert(ctx, points, nowIso(this.clock));
  }

  removePoints(ctx: WorkspaceContext, points: readonly Pick<NewPoint, 'contactId' | 'kind' | 'key'>[]): Promise<void> {
    return this.points.removeMany(ctx, points);
  }

  /** Answers the ids that were written; one is missing when someone else took its address or number at this very moment. */
  async insert(ctx: WorkspaceContext, contacts: readonly BatchContact[], importId: string | null): Promise<Set<string>> {
    const now = nowIso(this.clock);
    const rows = contacts.map(({ id, createdOn, fields, keys, customText }) => [
      id,
      ctx.workspaceId,
      createdOn,
      ...contactValues(fields, keys),
      customText?.text ?? null,
      customText?.short ?? null,
      importId,
      now,
    ]);
    const isDone = await intoContacts.runNew(ctx.manager, rows);
    const inserted = isDone ? contacts : await intoContacts.run<{ id: string }>(ctx.manager, rows);
    // PostgreSQL indexes while it writes.
    if (contacts.length > 0 && !isPostgres(ctx.manager))
      await this.queue.enqueue(ctx, {
        name: INDEX_CONTACTS,
        payload: {},
        key: INDEX_CONTACTS,
        runAt: new Date(this.clock.now().getTime() + INDEX_AFTER_MS),
      });
    const added = new Set(inserted.map(({ id }) => id));
    this.figures.added(
      ctx,
      contacts.flatMap(({ id, createdOn }) => (added.has(id) ? [createdOn ?? now] : [])),
    );
    await this.block(ctx, contacts, added);
    return added;
  }

  /** Answers the ids that were written; one is missing when someone else changed or removed it since it was found. */
  async update(ctx: WorkspaceContext, contacts: readonly BatchContact[]): Promise<Set<string>> {
    const now = nowIso(this.clock);
    const written = new Set<string>();
    await release(ctx, contacts, 'primaryEmail');
    await release(ctx, contacts, 'primaryPhone');
    for (const [columns, group] of groupByColumns(contacts)) {
      for (const id of isPostgres(ctx.manager) ? await updateMany(ctx, columns, group, now) : await updateEach(ctx, columns, group, now))
        written.add(id);
    }
    await this.block(
      ctx,
      contacts.filter(({ found, fields }) => found?.fields.primaryEmail !== fields.primaryEmail),
      written,
    );
    return written;
  }

  private block(ctx: WorkspaceContext, contacts: readonly BatchContact[], written: ReadonlySet<string>): Promise<void> {
    const own = contacts.filter(({ id }) => written.has(id));
    return this.erased.block(
      ctx,
      own.map(({ id, keys }) => ({ id, emailKey: keys.emailKey })),
    );
  }

  private async findBy(
    ctx: WorkspaceContext,
    by: 'email_key' | 'phone_e164' | 'sort_name' | 'sort_company' | 'id',
    keys: readonly string[],
  ): Promise<FoundRow[]> {
    const column = sql.raw(by);
    const found: FoundRow[] = [];
    for (let start = 0; start < keys.length; start += LOOKUP) {
      found.push(
        ...(await queryRows<FoundRow>(
          ctx.manager,
          sql`SELECT id, first_name AS "firstName", last_name AS "lastName", primary_email AS "primaryEmail", primary_phone AS "primaryPhone", company,
                email_key AS "emailKey", phone_e164 AS "phoneE164", version, source_import_id AS "sourceImportId" FROM base_contacts
              WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND ${column} IS NOT NULL AND ${column} IN (${sql.list(keys.slice(start, start + LOOKUP))})`,
        )),
      );
    }
    return found;
  }
}

function present(keys: readonly (string | null)[]): string[] {
  return [...new Set(keys)].filter((key) => key !== null);
}

type Column = (typeof COLUMNS)[number];

function changedFields({ found, fields }: BatchContact): (keyof ContactFields)[] {
  return (Object.keys(COLUMNS_OF) as (keyof ContactFields)[]).filter((field) => fields[field] !== found?.fields[field]);
}

function groupByColumns(contacts: readonly BatchContact[]): Map<readonly Column[], BatchContact[]> {
  const groups = new Map<string, { columns: readonly Column[]; contacts: BatchContact[] }>();
  for (const contact of contacts) {
    const columns = [...new Set(changedFields(contact).flatMap((field) => COLUMNS_OF[field]))].sort();
    if (columns.length > 0 || contact.newPoints.length > 0 || contact.hasFewerPoints) columns.push('search_text', 'search_short');
    if (contact.customText) columns.push('custom_text', 'custom_short');
    const key = columns.join();
    const group = groups.get(key) ?? { columns, contacts: [] };
    group.contacts.push(contact);
    groups.set(key, group);
  }
  return new Map([...groups.values()].map(({ columns, contacts }) => [columns, contacts]));
}

/** Addresses and numbers that change hands inside a batch are free before anybody takes one: only one contact may have each. */
async function release(ctx: WorkspaceContext, contacts: readonly BatchContact[], field: 'primaryEmail' | 'primaryPhone'): Promise<void> {
  const column = sql.raw(field === 'primaryEmail' ? 'email_key' : 'phone_e164');
  const giving = contacts.filter(({ found, fields }) => found?.fields[field] && found.fields[field] !== fields[field]);
  for (const [version, group] of groupBy(giving, ({ found }) => found?.version ?? 0)) {
    for (let start = 0; start < group.length; start += LOOKUP) {
      const ids = group.slice(start, start + LOOKUP).map(({ id }) => id);
      await execute(
        ctx.manager,
        sql`UPDATE base_contacts SET ${column} = NULL
            WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND version = ${version} AND id IN (${sql.list(ids)})`,
      );
    }
  }
}

async function updateMany(
  ctx: WorkspaceContext,
  columns: readonly Column[],
  contacts: readonly BatchContact[],
  now: string,
): Promise<string[]> {
  const rows = contacts.map((contact) => ({ id: contact.id, version: contact.found?.version, ...pick(contact, columns) }));
  const sets = [...columns.map((column) => `${column} = r.${column}`), 'updated_at = $3', 'version = c.version + 1'];
  const shape = ['id text', 'version bigint', ...columns.map((column) => `${column} text`)];
  const [updated] = await ctx.manager.query<[{ id: string }[], number]>(
    `UPDATE base_contacts c SET ${sets.join(', ')} FROM json_to_recordset($1) AS r(${shape.join(', ')})
     WHERE c.id = r.id AND c.workspace_id = $2 AND c.version = r.version AND c.deleted_at IS NULL RETURNING c.id`,
    [JSON.stringify(rows), ctx.workspaceId, now],
  );
  return updated.map(({ id }) => id);
}

async function updateEach(
  ctx: WorkspaceContext,
  columns: readonly Column[],
  contacts: readonly BatchContact[],
  now: string,
): Promise<string[]> {
  const sets = [...columns.map((column) => `${column} = ?`), 'updated_at = ?', 'version = version + 1'];
  const affected = await executeForEach(
    ctx.manager,
    `UPDATE base_contacts SET ${sets.join(', ')} WHERE id = ? AND workspace_id = ? AND version = ? AND deleted_at IS NULL`,
    contacts.map((contact) => [...Object.values(pick(contact, columns)), now, contact.id, ctx.workspaceId, contact.found?.version]),
  );
  return contacts.flatMap(({ id }, i) => (affected[i] === 1 ? [id] : []));
}

function pick({ fields, keys, customText }: BatchContact, columns: readonly Column[]): Record<string, string | null> {
  const values: Partial<Record<Column, string | null>> = {
    ...contactColumns(fields, keys),
    custom_text: customText?.text ?? null,
    custom_short: customText?.short ?? null,
  };
  return Object.fromEntries(columns.map((column) => [column, values[column] ?? null]));
}
