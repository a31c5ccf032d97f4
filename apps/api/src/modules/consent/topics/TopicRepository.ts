import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryRows, sql } from '../../../platform/database/sql.js';

export interface StoredTopic {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly position: number;
  readonly version: number;
  readonly archivedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The only file that queries topics. */
@Injectable()
export class TopicRepository {
  /** All of them in their order, those that are archived too: there are 50 at most. */
  async list(ctx: WorkspaceContext): Promise<StoredTopic[]> {
    const rows = await queryRows<StoredTopic>(
      ctx.manager,
      sql`SELECT id, name, description, position, version, archived_at AS "archivedAt", created_at AS "createdAt", updated_at AS "updatedAt"
          FROM topics WHERE workspace_id = ${ctx.workspaceId} ORDER BY position, id`,
    );
    return rows.map((row) => ({ ...row, position: Number(row.position), version: Number(row.version) }));
  }

  async insert(ctx: WorkspaceContext, { id, name, description, position, createdAt }: StoredTopic): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO topics (id, workspace_id, name, description, position, version, created_at, updated_at)
          VALUES (${id}, ${ctx.workspaceId}, ${name}, ${description}, ${position}, 1, ${createdAt}, ${createdAt})`,
    );
  }

  /** False when it has another version by now. */
  async update(ctx: WorkspaceContext, { id, name, description, position, archivedAt, version, updatedAt }: StoredTopic): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE topics SET name = ${name}, description = ${description}, position = ${position}, archived_at = ${archivedAt},
            version = ${version + 1}, updated_at = ${updatedAt}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND version = ${version}`,
    );
    return changed === 1;
  }

  async place(ctx: WorkspaceContext, topicIds: readonly string[]): Promise<void> {
    for (const [position, id] of topicIds.entries())
      await execute(ctx.manager, sql`UPDATE topics SET position = ${position} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
  }
}
