import type { OptionColour } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';

export interface TemplateTagRow {
  readonly id: string;
  readonly name: string;
  readonly nameKey: string;
  readonly colour: OptionColour | null;
  readonly createdAt: string;
}

const TAG = sql.raw(`g.id, g.name, g.name_key AS "nameKey", g.colour, g.created_at AS "createdAt"`);

/** The only file that queries tags of templates, and which templates have them. */
@Injectable()
export class TemplateTagRepository {
  /** By name, each with how many templates are found by it. */
  async list(ctx: WorkspaceContext): Promise<(TemplateTagRow & { templates: number })[]> {
    const rows = await queryRows<TemplateTagRow & { templates: number }>(
      ctx.manager,
      sql`SELECT ${TAG}, COALESCE(n.count, 0) AS templates FROM template_tags g LEFT JOIN (
            SELECT u.tag_id, COUNT(*) AS count FROM template_tag_uses u JOIN templates t ON t.id = u.template_id
            WHERE u.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NULL AND t.archived_at IS NULL GROUP BY u.tag_id
          ) n ON n.tag_id = g.id
          WHERE g.workspace_id = ${ctx.workspaceId} ORDER BY g.name_key, g.id`,
    );
    return rows.map((row) => ({ ...row, templates: Number(row.templates) }));
  }

  find(ctx: WorkspaceContext, id: string): Promise<TemplateTagRow | null> {
    return queryOne(ctx.manager, sql`SELECT ${TAG} FROM template_tags g WHERE g.workspace_id = ${ctx.workspaceId} AND g.id = ${id}`);
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM template_tags WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async count(ctx: WorkspaceContext): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM template_tags WHERE workspace_id = ${ctx.workspaceId}`,
    );
    return Number(row?.n ?? 0);
  }

  async countTemplates(ctx: WorkspaceContext, id: string): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM template_tag_uses u JOIN templates t ON t.id = u.template_id
          WHERE u.workspace_id = ${ctx.workspaceId} AND u.tag_id = ${id} AND t.deleted_at IS NULL AND t.archived_at IS NULL`,
    );
    return Number(row?.n ?? 0);
  }

  async isNameTaken(ctx: WorkspaceContext, nameKey: string, exceptId: string): Promise<boolean> {
    const row = await queryOne<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM template_tags WHERE workspace_id = ${ctx.workspaceId} AND name_key = ${nameKey} AND id <> ${exceptId}`,
    );
    return row !== null;
  }

  async insert(ctx: WorkspaceContext, row: TemplateTagRow): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO template_tags (id, workspace_id, name, name_key, colour, created_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.name}, ${row.nameKey}, ${row.colour}, ${row.createdAt})`,
    );
  }

  async update(ctx: WorkspaceContext, row: TemplateTagRow): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE template_tags SET name = ${row.name}, name_key = ${row.nameKey}, colour = ${row.colour}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${row.id}`,
    );
  }

  async delete(ctx: WorkspaceContext, id: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM template_tags WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`);
  }

  /** How many templates have it now that had not. */
  give(ctx: WorkspaceContext, tagId: string, templateIds: readonly string[]): Promise<number> {
    return execute(
      ctx.manager,
      sql`INSERT INTO template_tag_uses (template_id, tag_id, workspace_id)
          SELECT t.id, ${tagId}, t.workspace_id FROM templates t
          WHERE t.workspace_id = ${ctx.workspaceId} AND t.id IN (${sql.list(templateIds)}) AND t.deleted_at IS NULL
          ON CONFLICT DO NOTHING`,
    );
  }

  /** How many templates had it. */
  take(ctx: WorkspaceContext, tagId: string, templateIds: readonly string[]): Promise<number> {
    return execute(
      ctx.manager,
      sql`DELETE FROM template_tag_uses WHERE workspace_id = ${ctx.workspaceId} AND tag_id = ${tagId} AND template_id IN (${sql.list(templateIds)})`,
    );
  }

  /** The tags of each of these templates; one without any is not in the answer. */
  async tagsOf(ctx: WorkspaceContext, templateIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows =
      templateIds.length === 0
        ? []
        : await queryRows<{ templateId: string; tagId: string }>(
            ctx.manager,
            sql`SELECT u.template_id AS "templateId", u.tag_id AS "tagId" FROM template_tag_uses u JOIN template_tags g ON g.id = u.tag_id
                WHERE u.workspace_id = ${ctx.workspaceId} AND u.template_id IN (${sql.list(templateIds)}) ORDER BY g.name_key, g.id`,
          );
    const tags = new Map<string, string[]>();
    for (const { templateId, tagId } of rows) tags.set(templateId, [...(tags.get(templateId) ?? []), tagId]);
    return tags;
  }
}
