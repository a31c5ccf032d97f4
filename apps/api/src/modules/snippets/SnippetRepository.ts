import { Injectable } from '@nestjs/common';
import type { SnippetKind, SnippetUse } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { SnippetBody } from './snippetBody.js';

export interface SnippetSummaryRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: SnippetKind;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}

export interface SnippetRow extends SnippetSummaryRow, SnippetBody {}

export interface SnippetVersionRow extends SnippetBody {
  readonly id: string;
  readonly snippetId: string;
  readonly version: number;
  readonly name: string;
  readonly createdBy: string | null;
  readonly createdAt: string;
}

/** A version as messages need it. */
export interface PinnedSnippetRow extends SnippetBody {
  readonly snippetId: string;
  readonly key: string;
  readonly kind: SnippetKind;
  readonly version: number;
  /** Of the snippet. */
  readonly newest: number;
}

/** Versions that are read in one statement. */
const BATCH = 200;

const SUMMARY = sql.raw(
  's.id, s.key, s.name, s.kind, s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt", s.deleted_at AS "deletedAt"',
);
const VERSION = sql.raw(
  'v.id, v.snippet_id AS "snippetId", v.version, v.name, v.body, v.document, v.created_by AS "createdBy", v.created_at AS "createdAt"',
);
/** What a list of versions does without. */
const VERSION_SUMMARY = sql.raw(
  `v.id, v.snippet_id AS "snippetId", v.version, v.name, '' AS body, NULL AS document, v.created_by AS "createdBy", v.created_at AS "createdAt"`,
);

/** The only file that queries the tables of snippets. */
@Injectable()
export class SnippetRepository {
  list(ctx: WorkspaceContext, where: 'live' | 'trash', most: number): Promise<SnippetSummaryRow[]> {
    const state = where === 'live' ? sql`s.deleted_at IS NULL` : sql`s.deleted_at IS NOT NULL`;
    const order = where === 'live' ? sql`s.name_key, s.id` : sql`s.deleted_at DESC, s.id`;
    return queryRows(
      ctx.manager,
      sql`SELECT ${SUMMARY} FROM snippets s WHERE s.workspace_id = ${ctx.workspaceId} AND ${state} ORDER BY ${order} LIMIT ${most}`,
    );
  }

  find(ctx: WorkspaceContext, id: string): Promise<SnippetRow | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT ${SUMMARY}, v.body, v.document FROM snippets s JOIN snippet_versions v ON v.snippet_id = s.id AND v.version = s.version
          WHERE s.workspace_id = ${ctx.workspaceId} AND s.id = ${id}`,
    );
  }

  async isNameTaken(ctx: WorkspaceContext, nameKey: string, exceptId: string): Promise<boolean> {
    const row = await queryOne(
      ctx.manager,
      sql`SELECT id FROM snippets WHERE workspace_id = ${ctx.workspaceId} AND name_key = ${nameKey} AND deleted_at IS NULL AND id <> ${exceptId}`,
    );
    return row !== null;
  }

  /** Those of these keys that are taken, by snippets in the trash too. */
  async takenKeys(ctx: WorkspaceContext, keys: readonly string[]): Promise<Set<string>> {
    const rows = await queryRows<{ key: string }>(
      ctx.manager,
      sql`SELECT key FROM snippets WHERE workspace_id = ${ctx.workspaceId} AND key IN (${sql.list(keys)})`,
    );
    return new Set(rows.map(({ key }) => key));
  }

  async insert(ctx: WorkspaceContext, row: SnippetRow, nameKey: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO snippets (id, workspace_id, key, name, name_key, kind, version, created_at, updated_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.key}, ${row.name}, ${nameKey}, ${row.kind}, ${row.version}, ${row.createdAt}, ${row.updatedAt})`,
    );
  }

  /** False when someone was faster: the stored version is not `row.version - 1` any more. */
  async update(ctx: WorkspaceContext, row: SnippetRow, nameKey: string): Promise<boolean> {
    const updated = await execute(
      ctx.manager,
      sql`UPDATE snippets SET name = ${row.name}, name_key = ${nameKey}, version = ${row.version}, updated_at = ${row.updatedAt}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${row.id} AND version = ${row.version - 1} AND deleted_at IS NULL`,
    );
    return updated === 1;
  }

  async insertVersion(ctx: WorkspaceContext, row: SnippetVersionRow): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO snippet_versions (id, workspace_id, snippet_id, version, name, body, document, created_by, created_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.snippetId}, ${row.version}, ${row.name}, ${row.body}, ${row.document}, ${row.createdBy}, ${row.createdAt})`,
    );
  }

  /** Keeps the newest `most`, and every older one that a version of a template holds. */
  async dropOldVersions(ctx: WorkspaceContext, snippetId: string, newest: number, most: number): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM snippet_versions WHERE workspace_id = ${ctx.workspaceId} AND snippet_id = ${snippetId} AND version <= ${newest - most}
            AND NOT EXISTS (SELECT 1 FROM template_snippets u WHERE u.snippet_id = snippet_versions.snippet_id AND u.snippet_version = snippet_versions.version)`,
    );
  }

  /** To the trash (a time) or back from it (null). False when it is there already. */
  async setDeleted(ctx: WorkspaceContext, id: string, deletedAt: string | null): Promise<boolean> {
    const from = deletedAt === null ? sql`deleted_at IS NOT NULL` : sql`deleted_at IS NULL`;
    const changed = await execute(
      ctx.manager,
      sql`UPDATE snippets SET deleted_at = ${deletedAt} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND ${from}`,
    );
    return changed === 1;
  }

  async count(ctx: WorkspaceContext, where: 'live' | 'trash'): Promise<number> {
    const state = where === 'live' ? sql`deleted_at IS NULL` : sql`deleted_at IS NOT NULL`;
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM snippets WHERE workspace_id = ${ctx.workspaceId} AND ${state}`,
    );
    return row?.n ?? 0;
  }

  /** Removes the one that is longest in the trash and that no version of a template holds. */
  async dropOldestTrash(ctx: WorkspaceContext): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM snippets WHERE workspace_id = ${ctx.workspaceId} AND id IN (
            SELECT s.id FROM snippets s WHERE s.workspace_id = ${ctx.workspaceId} AND s.deleted_at IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM template_snippets u WHERE u.snippet_id = s.id)
            ORDER BY s.deleted_at, s.id LIMIT 1)`,
    );
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM snippets WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Newest first. */
  listVersions(ctx: WorkspaceContext, snippetId: string, limit: number): Promise<SnippetVersionRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT ${VERSION_SUMMARY} FROM snippet_versions v WHERE v.workspace_id = ${ctx.workspaceId} AND v.snippet_id = ${snippetId} ORDER BY v.version DESC LIMIT ${limit}`,
    );
  }

  findVersion(ctx: WorkspaceContext, snippetId: string, versionId: string): Promise<SnippetVersionRow | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT ${VERSION} FROM snippet_versions v WHERE v.workspace_id = ${ctx.workspaceId} AND v.snippet_id = ${snippetId} AND v.id = ${versionId}`,
    );
  }

  /** The versions that a message names, and the newest where it names none; also of snippets in the trash. */
  async pinned(ctx: WorkspaceContext, uses: readonly SnippetUse[]): Promise<PinnedSnippetRow[]> {
    const rows: PinnedSnippetRow[] = [];
    for (let at = 0; at < uses.length; at += BATCH) {
      const some = uses.slice(at, at + BATCH);
      const numbers = some.flatMap(({ version }) => version ?? []);
      rows.push(
        ...(await queryRows<PinnedSnippetRow>(
          ctx.manager,
          sql`SELECT s.id AS "snippetId", s.key, s.kind, v.version, s.version AS newest, v.body, v.document FROM snippets s JOIN snippet_versions v ON v.snippet_id = s.id
              WHERE s.workspace_id = ${ctx.workspaceId} AND s.key IN (${sql.list([...new Set(some.map(({ key }) => key))])})
                AND (v.version = s.version OR v.version IN (${sql.list([...new Set([0, ...numbers])])}))`,
        )),
      );
    }
    return rows;
  }
}
