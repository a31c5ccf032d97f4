import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';
import { type ImageUse, imageTokensOf } from '../assets/public.js';

/** Parameters of one statement. */
const MOST_TOKENS = 200;
/** As many as are told. */
const MOST_USES = 200;

/** Notes which images of the library a version shows, so that those are kept that a sent message needs. */
export async function noteImages(
  ctx: WorkspaceContext,
  { id, bodyHtml, signature }: { id: string; bodyHtml: string; signature: string | null },
): Promise<void> {
  const tokens = imageTokensOf(bodyHtml, signature ?? '');
  for (let at = 0; at < tokens.length; at += MOST_TOKENS)
    await execute(
      ctx.manager,
      sql`INSERT INTO template_images (template_version_id, file_id, workspace_id)
          SELECT ${id}, f.id, f.workspace_id FROM image_files f
          WHERE f.workspace_id = ${ctx.workspaceId} AND f.token IN (${sql.list(tokens.slice(at, at + MOST_TOKENS))})`,
    );
}

/** The live templates that show one of these files today. */
export function templatesShowing(ctx: WorkspaceContext, fileIds: readonly string[]): Promise<ImageUse[]> {
  return queryRows<ImageUse>(
    ctx.manager,
    sql`SELECT 'template' AS kind, t.id, t.name, t.version, i.file_id AS "fileId" FROM template_images i JOIN templates t ON t.current_version_id = i.template_version_id
        WHERE i.file_id IN (${sql.list(fileIds)}) AND t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NULL ORDER BY LOWER(t.name), t.id LIMIT ${MOST_USES}`,
  );
}
