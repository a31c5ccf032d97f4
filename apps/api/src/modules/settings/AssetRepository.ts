import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../platform/database/sql.js';

export interface AssetRow {
  /** 256 random bits: whoever has not seen the address cannot guess it. */
  readonly id: string;
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
  readonly content: Buffer;
}

/** The only file that queries assets. */
@Injectable()
export class AssetRepository {
  async insert(ctx: WorkspaceContext, kind: string, asset: AssetRow, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO assets (id, workspace_id, kind, content_type, width, height, content, created_at)
          VALUES (${asset.id}, ${ctx.workspaceId}, ${kind}, ${asset.contentType}, ${asset.width}, ${asset.height}, ${asset.content}, ${now})`,
    );
  }

  findSize(ctx: WorkspaceContext, id: string): Promise<Pick<AssetRow, 'width' | 'height'> | null> {
    return queryOne(ctx.manager, sql`SELECT width, height FROM assets WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`);
  }

  /** For everyone who has the address, across workspaces. */
  findPublic(ctx: Context, id: string): Promise<Pick<AssetRow, 'contentType' | 'content'> | null> {
    return queryOne(ctx.manager, sql`SELECT content_type AS "contentType", content FROM assets WHERE id = ${id}`);
  }

  /** Older ones stay for a while, because messages that were sent show them. */
  async keepNewest(ctx: WorkspaceContext, kind: string, count: number): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM assets WHERE workspace_id = ${ctx.workspaceId} AND kind = ${kind} AND id NOT IN (
            SELECT id FROM assets WHERE workspace_id = ${ctx.workspaceId} AND kind = ${kind} ORDER BY created_at DESC, id LIMIT ${count})`,
    );
  }
}
