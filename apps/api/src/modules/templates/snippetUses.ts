import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';
import type { HeldSnippet } from '../snippets/SnippetFillService.js';

/** Notes which versions of snippets a version of a template holds, so that those are kept that it says. */
export async function noteSnippets(ctx: WorkspaceContext, templateVersionId: string, held: readonly HeldSnippet[]): Promise<void> {
  for (const { snippetId, version } of held)
    await execute(
      ctx.manager,
      sql`INSERT INTO template_snippets (template_version_id, snippet_id, snippet_version, workspace_id)
          VALUES (${templateVersionId}, ${snippetId}, ${version}, ${ctx.workspaceId})`,
    );
}

/** In how many live templates each of these is today. */
export async function templatesHolding(ctx: WorkspaceContext, snippetIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await queryRows<{ id: string; n: number }>(
    ctx.manager,
    sql`SELECT u.snippet_id AS id, COUNT(DISTINCT t.id) AS n FROM template_snippets u JOIN templates t ON t.current_version_id = u.template_version_id
        WHERE u.snippet_id IN (${sql.list(snippetIds)}) AND t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NULL GROUP BY u.snippet_id`,
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

export interface SnippetUseRow {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** The oldest of it that the template holds. */
  readonly snippetVersion: number;
}

/** The live templates that hold a snippet today. */
export function usesOfSnippet(ctx: WorkspaceContext, snippetId: string, most: number): Promise<SnippetUseRow[]> {
  return queryRows(
    ctx.manager,
    sql`SELECT t.id, t.name, t.version, MIN(u.snippet_version) AS "snippetVersion" FROM template_snippets u JOIN templates t ON t.current_version_id = u.template_version_id
        WHERE u.snippet_id = ${snippetId} AND t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NULL GROUP BY t.id, t.name, t.version ORDER BY LOWER(t.name), t.id LIMIT ${most}`,
  );
}
