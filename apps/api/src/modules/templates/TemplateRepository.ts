import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, type KeysetColumns, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { TemplateQuery } from './TemplateDtos.js';
import { SnippetFillService } from '../snippets/SnippetFillService.js';
import { noteImages } from './templateImages.js';
import { storedDocument, type TemplateBody } from './templateBody.js';
import { noteSnippets } from './snippetUses.js';

export interface TemplateContent extends TemplateBody {
  readonly name: string;
  readonly subject: string;
  readonly preheader: string | null;
  readonly signature: string | null;
}

export interface TemplateRow extends TemplateContent {
  readonly id: string;
  readonly version: number;
  readonly versionId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archivedAt: string | null;
  readonly deletedAt: string | null;
}

export interface TemplateVersionRow extends TemplateContent {
  readonly id: string;
  readonly templateId: string;
  readonly version: number;
  /** What people call it. */
  readonly label: string | null;
  readonly createdBy: string | null;
  readonly createdAt: string;
}

/** A version without what it says. */
export type TemplateVersionSummaryRow = Pick<
  TemplateVersionRow,
  'id' | 'version' | 'label' | 'name' | 'subject' | 'createdBy' | 'createdAt'
>;

export interface TemplateSummaryRow {
  readonly id: string;
  readonly name: string;
  readonly sortName: string;
  readonly subject: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly archivedAt: string | null;
  readonly deletedAt: string | null;
}

const CONTENT = sql.raw(`name, COALESCE(subject, '') AS subject, preheader, kind, document, body_html AS "bodyHtml", signature`);
const TEMPLATE = sql`id, ${CONTENT}, version, current_version_id AS "versionId", created_at AS "createdAt", updated_at AS "updatedAt", archived_at AS "archivedAt", deleted_at AS "deletedAt"`;
const VERSION = sql`id, template_id AS "templateId", version, label, ${CONTENT}, created_by AS "createdBy", created_at AS "createdAt"`;

/** Bodies are up to a megabyte each: a list does without. */
const VERSION_SUMMARY = sql.raw(
  `id, version, label, name, COALESCE(subject, '') AS subject, created_by AS "createdBy", created_at AS "createdAt"`,
);

/** The only file that queries template tables. */
@Injectable()
export class TemplateRepository {
  constructor(private readonly snippets: SnippetFillService) {}

  list(ctx: WorkspaceContext, query: TemplateQuery): Promise<TemplateSummaryRow[]> {
    const { columns, direction } = sortOf(query);
    const pattern = `%${(query.search ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    // Whatever the order, a body may lie between the columns of a row, and the trash between the rows.
    return queryRowsAside(
      ctx.manager,
      sql`SELECT id, name, LOWER(name) AS "sortName", COALESCE(subject, '') AS subject, version, updated_at AS "updatedAt", archived_at AS "archivedAt", deleted_at AS "deletedAt" FROM templates
          WHERE workspace_id = ${ctx.workspaceId} AND ${stateOf(query)}
          ${sql.if(query.tagId, sql`AND EXISTS (SELECT 1 FROM template_tag_uses u WHERE u.template_id = templates.id AND u.tag_id = ${query.tagId ?? ''})`)}
          ${sql.if(query.search, sql`AND (LOWER(name) LIKE ${pattern} ESCAPE '\\' OR LOWER(subject) LIKE ${pattern} ESCAPE '\\')`)}
          ${afterCursor(columns, query.cursor, direction)} ${orderAndLimit(columns, direction, query.limit)}`,
    );
  }

  find(ctx: WorkspaceContext, id: string): Promise<TemplateRow | null> {
    return queryOne(ctx.manager, sql`SELECT ${TEMPLATE} FROM templates WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`);
  }

  findByName(ctx: WorkspaceContext, name: string): Promise<TemplateRow | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT ${TEMPLATE} FROM templates WHERE workspace_id = ${ctx.workspaceId} AND name = ${name} AND deleted_at IS NULL`,
    );
  }

  /** False when a live template has this name. */
  async insert(ctx: WorkspaceContext, row: TemplateRow): Promise<boolean> {
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO templates (id, workspace_id, name, subject, preheader, kind, document, body_html, signature, version, current_version_id, created_at, updated_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.name}, ${row.subject}, ${row.preheader}, ${row.kind}, ${row.document}, ${row.bodyHtml}, ${row.signature}, ${row.version}, ${row.versionId}, ${row.createdAt}, ${row.updatedAt})
          ON CONFLICT DO NOTHING`,
    );
    return inserted === 1;
  }

  /** False when someone was faster: the stored version is not `row.version - 1` any more. */
  async update(ctx: WorkspaceContext, row: TemplateRow): Promise<boolean> {
    const updated = await execute(
      ctx.manager,
      sql`UPDATE templates SET name = ${row.name}, subject = ${row.subject}, preheader = ${row.preheader}, kind = ${row.kind}, document = ${row.document}, body_html = ${row.bodyHtml}, signature = ${row.signature},
          version = ${row.version}, current_version_id = ${row.versionId}, updated_at = ${row.updatedAt}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${row.id} AND version = ${row.version - 1} AND deleted_at IS NULL`,
    );
    return updated === 1;
  }

  async insertVersion(ctx: WorkspaceContext, row: TemplateVersionRow): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO template_versions (id, workspace_id, template_id, version, name, subject, preheader, kind, document, body_html, signature, created_by, created_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.templateId}, ${row.version}, ${row.name}, ${row.subject}, ${row.preheader}, ${row.kind}, ${row.document}, ${row.bodyHtml}, ${row.signature}, ${row.createdBy}, ${row.createdAt})`,
    );
    await noteImages(ctx, row);
    const texts = row.kind === 'blocks' ? [row.signature ?? ''] : [row.bodyHtml, row.signature ?? ''];
    await noteSnippets(ctx, row.id, await this.snippets.held(ctx, texts, storedDocument(row.document)));
  }

  /** Keeps the newest `most` versions of a template, and every older one that a campaign was written from. */
  async dropOldVersions(ctx: WorkspaceContext, templateId: string, newest: number, most: number): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM template_versions WHERE workspace_id = ${ctx.workspaceId} AND template_id = ${templateId} AND version <= ${newest - most}
            AND NOT EXISTS (SELECT 1 FROM campaigns c WHERE c.template_version_id = template_versions.id)
            AND NOT EXISTS (SELECT 1 FROM campaign_variants a WHERE a.template_version_id = template_versions.id)`,
    );
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM templates WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async count(ctx: WorkspaceContext, where: 'live' | 'trash'): Promise<number> {
    const state = where === 'live' ? sql`deleted_at IS NULL` : sql`deleted_at IS NOT NULL`;
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM templates WHERE workspace_id = ${ctx.workspaceId} AND ${state}`,
    );
    return row?.n ?? 0;
  }

  /** Removes the one that is longest in the trash and that no campaign was written from. */
  async dropOldestTrash(ctx: WorkspaceContext): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM templates WHERE workspace_id = ${ctx.workspaceId} AND id IN (
            SELECT t.id FROM templates t WHERE t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NOT NULL
              AND t.id NOT IN (SELECT c.template_id FROM campaigns c WHERE c.workspace_id = ${ctx.workspaceId} AND c.template_id IS NOT NULL)
              AND t.id NOT IN (SELECT v.template_id FROM campaigns c JOIN template_versions v ON v.id = c.template_version_id WHERE c.workspace_id = ${ctx.workspaceId})
              AND t.id NOT IN (SELECT a.template_id FROM campaign_variants a WHERE a.workspace_id = ${ctx.workspaceId} AND a.template_id IS NOT NULL)
            ORDER BY t.deleted_at, t.id LIMIT 1)`,
    );
  }

  /** To the trash (a time) or back from it (null). False when it is there already. */
  async setDeleted(ctx: WorkspaceContext, id: string, deletedAt: string | null): Promise<boolean> {
    const from = deletedAt === null ? sql`deleted_at IS NOT NULL` : sql`deleted_at IS NULL`;
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE templates SET deleted_at = ${deletedAt} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND ${from}`,
      )) === 1
    );
  }

  /** To the archive (a time) or back from it (null). False when it is there already, or in the trash. */
  async setArchived(ctx: WorkspaceContext, id: string, archivedAt: string | null): Promise<boolean> {
    const from = archivedAt === null ? sql`archived_at IS NOT NULL` : sql`archived_at IS NULL`;
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE templates SET archived_at = ${archivedAt} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND deleted_at IS NULL AND ${from}`,
      )) === 1
    );
  }

  async nameVersion(ctx: WorkspaceContext, versionId: string, label: string | null): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE template_versions SET label = ${label} WHERE workspace_id = ${ctx.workspaceId} AND id = ${versionId}`,
    );
  }

  findVersion(ctx: WorkspaceContext, versionId: string): Promise<TemplateVersionRow | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT ${VERSION} FROM template_versions WHERE workspace_id = ${ctx.workspaceId} AND id = ${versionId}`,
    );
  }

  /** Newest first. */
  listVersions(ctx: WorkspaceContext, templateId: string, limit: number): Promise<TemplateVersionSummaryRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT ${VERSION_SUMMARY} FROM template_versions WHERE workspace_id = ${ctx.workspaceId} AND template_id = ${templateId} ORDER BY version DESC LIMIT ${limit}`,
    );
  }
}

/** Live, archived or trashed. */
function stateOf({ trashed, archived }: TemplateQuery): SqlFragment {
  if (trashed) return sql`deleted_at IS NOT NULL`;
  return archived ? sql`deleted_at IS NULL AND archived_at IS NOT NULL` : sql`deleted_at IS NULL AND archived_at IS NULL`;
}

export function sortOf(query: TemplateQuery): {
  columns: KeysetColumns;
  direction: 'asc' | 'desc';
  keysetOf: (row: TemplateSummaryRow) => [string, string];
} {
  const sort = query.sort ?? '-updatedAt';
  const isName = sort.endsWith('name');
  const time = query.trashed ? 'deleted_at' : 'updated_at';
  return {
    columns: { [isName ? 'LOWER(name)' : time]: 'text', id: 'text' },
    direction: sort.startsWith('-') ? 'desc' : 'asc',
    keysetOf: (row) => [isName ? row.sortName : (row.deletedAt ?? row.updatedAt), row.id],
  };
}
