import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, executeForEach, isPostgres, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { PhoneHolder } from './ContactRepository.js';
import type { PointKind, PointValue } from './normalizeContact.js';

export interface StoredPoint extends PointValue {
  readonly contactId: string;
  readonly label: string | null;
  readonly state: string;
}

export interface NewPoint extends PointValue {
  readonly contactId: string;
}

const LOOKUP = 500;
/** Enough to tell a family from a switchboard. */
const SHARERS = 5;
/** A statement of PostgreSQL takes 65,535 values. */
const INSERT_ROWS = 1_000;
const INSERT = `INSERT INTO contact_points (id, workspace_id, contact_id, kind, value, point_key, label, state, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, 'active', ?) ON CONFLICT DO NOTHING`;

/** Further addresses and numbers. Nothing else writes this table but ContactMergeRepository. */
@Injectable()
export class ContactPointRepository {
  async listOf(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<StoredPoint[]> {
    const found: StoredPoint[] = [];
    for (let start = 0; start < contactIds.length; start += LOOKUP) {
      found.push(...(await queryRows<StoredPoint>(ctx.manager, this.select(ctx, contactIds.slice(start, start + LOOKUP)))));
    }
    return found;
  }

  /** The workspace is compared as an expression: as a column, SQLite would read all points of it by the index of keys. */
  select(ctx: WorkspaceContext, contactIds: readonly string[]): SqlFragment {
    return sql`SELECT contact_id AS "contactId", kind, value, point_key AS key, label, state FROM contact_points
      WHERE contact_id IN (${sql.list(contactIds)}) AND workspace_id || '' = ${ctx.workspaceId} ORDER BY id`;
  }

  /** Live contacts that have one of these as a further one. */
  async findHolders(ctx: WorkspaceContext, kind: PointKind, keys: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (let start = 0; start < keys.length; start += LOOKUP) {
      const rows = await queryRows<{ id: string }>(
        ctx.manager,
        sql`SELECT DISTINCT c.id FROM contact_points p JOIN base_contacts c ON c.id = p.contact_id AND c.deleted_at IS NULL
            WHERE p.workspace_id = ${ctx.workspaceId} AND p.kind = ${kind} AND p.point_key IN (${sql.list(keys.slice(start, start + LOOKUP))})`,
      );
      found.push(...rows.map((row) => row.id));
    }
    return found;
  }

  /** Those of these numbers that a live contact has, as the primary or a further one. */
  async listHeldPhones(ctx: WorkspaceContext, phones: readonly string[]): Promise<Set<string>> {
    if (phones.length === 0) return new Set();
    const rows = await queryRows<{ key: string }>(
      ctx.manager,
      sql`SELECT phone_e164 AS key FROM base_contacts
            WHERE workspace_id = ${ctx.workspaceId} AND phone_e164 IN (${sql.list(phones)}) AND phone_e164 IS NOT NULL AND deleted_at IS NULL
          UNION SELECT p.point_key FROM contact_points p JOIN base_contacts c ON c.id = p.contact_id AND c.deleted_at IS NULL
            WHERE p.workspace_id = ${ctx.workspaceId} AND p.kind = 'phone' AND p.point_key IN (${sql.list(phones)})`,
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** Other live contacts with one of these numbers, as the primary or a further one. */
  async listSharers(
    ctx: WorkspaceContext,
    contactId: string,
    numbers: readonly string[],
  ): Promise<(PhoneHolder & { readonly key: string })[]> {
    if (numbers.length === 0) return [];
    const columns = sql`c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone",
      c.company, c.email_key AS "emailKey", c.phone_e164 AS "phoneE164"`;
    const primary = sql`SELECT c.phone_e164 AS key, ${columns} FROM base_contacts c WHERE c.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL
      AND c.phone_e164 IS NOT NULL AND c.phone_e164 IN (${sql.list(numbers)}) AND c.id <> ${contactId}`;
    const further = sql`SELECT p.point_key AS key, ${columns} FROM contact_points p JOIN base_contacts c ON c.id = p.contact_id AND c.deleted_at IS NULL
      WHERE p.workspace_id = ${ctx.workspaceId} AND p.kind = 'phone' AND p.point_key IN (${sql.list(numbers)}) AND c.id <> ${contactId} LIMIT ${SHARERS}`;
    return (
      await queryRows<PhoneHolder & { key: string }>(ctx.manager, sql`SELECT * FROM (${primary}) a UNION ALL SELECT * FROM (${further}) b`)
    ).slice(0, SHARERS);
  }

  async removeMany(ctx: WorkspaceContext, points: readonly Pick<NewPoint, 'contactId' | 'kind' | 'key'>[]): Promise<void> {
    for (const { contactId, ...point } of points) await this.remove(ctx, contactId, point);
  }

  /** A value that the contact has already is left as it is. */
  async insert(ctx: WorkspaceContext, points: readonly NewPoint[], now: string): Promise<void> {
    if (points.length === 0) return;
    const rows = points.map(({ contactId, kind, value, key, label }) => [
      newId(),
      ctx.workspaceId,
      contactId,
      kind,
      value,
      key,
      label ?? null,
      now,
    ]);
    if (!isPostgres(ctx.manager)) {
      await executeForEach(ctx.manager, INSERT, rows);
      return;
    }
    for (let start = 0; start < rows.length; start += INSERT_ROWS) {
      const values = rows
        .slice(start, start + INSERT_ROWS)
        .map(
          ([id, workspaceId, contactId, kind, value, key, label, at]) =>
            sql`(${id}, ${workspaceId}, ${contactId}, ${kind}, ${value}, ${key}, ${label}, 'active', ${at})`,
        );
      await execute(
        ctx.manager,
        sql`INSERT INTO contact_points (id, workspace_id, contact_id, kind, value, point_key, label, state, created_at) VALUES ${sql.join(values, ', ')} ON CONFLICT DO NOTHING`,
      );
    }
  }

  /** What became the primary one is no further one. */
  async remove(ctx: WorkspaceContext, contactId: string, { kind, key }: Pick<PointValue, 'kind' | 'key'>): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM contact_points WHERE contact_id = ${contactId} AND kind = ${kind} AND point_key = ${key} AND workspace_id = ${ctx.workspaceId}`,
    );
  }
}
