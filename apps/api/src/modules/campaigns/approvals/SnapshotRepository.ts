import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../../platform/database/sql.js';
import type { Audience } from '../CampaignRow.js';
import type { ChunkSummary } from './snapshotChunk.js';

export interface Snapshot {
  readonly id: string;
  readonly audience: Audience;
  /** The last contact that was looked at; null at the start. */
  readonly reachedId: string | null;
  readonly chunks: number;
  readonly members: number;
  readonly digest: string | null;
  readonly completedAt: string | null;
}

/** audience_snapshots and audience_snapshot_chunks. */
@Injectable()
export class SnapshotRepository {
  async insert(ctx: WorkspaceContext, input: { id: string; campaignId: string; audience: Audience; now: string }): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO audience_snapshots (id, workspace_id, campaign_id, audience_json, created_at)
          VALUES (${input.id}, ${ctx.workspaceId}, ${input.campaignId}, ${JSON.stringify(input.audience)}, ${input.now})`,
    );
  }

  async find(ctx: WorkspaceContext, id: string): Promise<Snapshot | null> {
    const row = await queryOne<Omit<Snapshot, 'audience'> & { audience: string }>(
      ctx.manager,
      sql`SELECT id, audience_json AS audience, reached_id AS "reachedId", chunks, members, digest, completed_at AS "completedAt"
          FROM audience_snapshots WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`,
    );
    return row && { ...row, audience: { channel: 'email', ...(JSON.parse(row.audience) as Partial<Audience>) } as Audience };
  }

  /** Moves on from where it was read; false when another run was faster. */
  async advance(ctx: WorkspaceContext, { id, reachedId }: Snapshot, to: string | null, members: number): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE audience_snapshots SET reached_id = ${to}, chunks = chunks + ${members > 0 ? 1 : 0}, members = members + ${members}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND completed_at IS NULL AND COALESCE(reached_id, '') = ${reachedId ?? ''}`,
    );
    return changed > 0;
  }

  async complete(ctx: WorkspaceContext, id: string, digest: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE audience_snapshots SET digest = ${digest}, completed_at = ${now} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`,
    );
  }

  async insertChunk(ctx: WorkspaceContext, snapshotId: string, chunk: ChunkSummary & { readonly content: Buffer }): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO audience_snapshot_chunks (snapshot_id, chunk, workspace_id, first_id, last_id, members, digest, content)
          VALUES (${snapshotId}, ${chunk.chunk}, ${ctx.workspaceId}, ${chunk.firstId}, ${chunk.lastId}, ${chunk.members}, ${chunk.digest}, ${chunk.content})`,
    );
  }

  listChunks(ctx: WorkspaceContext, snapshotId: string): Promise<ChunkSummary[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT chunk, first_id AS "firstId", last_id AS "lastId", members, digest FROM audience_snapshot_chunks
          WHERE workspace_id = ${ctx.workspaceId} AND snapshot_id = ${snapshotId} ORDER BY chunk`,
    );
  }

  async readChunk(ctx: WorkspaceContext, snapshotId: string, chunk: number): Promise<Buffer | null> {
    const row = await queryOne<{ content: Buffer }>(
      ctx.manager,
      sql`SELECT content FROM audience_snapshot_chunks WHERE workspace_id = ${ctx.workspaceId} AND snapshot_id = ${snapshotId} AND chunk = ${chunk}`,
    );
    return row && row.content;
  }

  /** Removes up to `limit` chunks of snapshots that no open or granted approval refers to. Answers how many. */
  async discard(ctx: WorkspaceContext, campaignId: string, limit: number): Promise<number> {
    const unused = sql`SELECT s.id FROM audience_snapshots s WHERE s.workspace_id = ${ctx.workspaceId} AND s.campaign_id = ${campaignId}
      AND NOT EXISTS (SELECT 1 FROM campaign_approvals a WHERE a.campaign_id = s.campaign_id AND a.snapshot_id = s.id AND a.status IN ('pending', 'approved'))`;
    const rows = await queryRows<{ snapshotId: string; chunk: number }>(
      ctx.manager,
      sql`SELECT snapshot_id AS "snapshotId", chunk FROM audience_snapshot_chunks WHERE snapshot_id IN (${unused}) LIMIT ${sql.raw(String(limit))}`,
    );
    for (const { snapshotId, chunk } of rows)
      await execute(ctx.manager, sql`DELETE FROM audience_snapshot_chunks WHERE snapshot_id = ${snapshotId} AND chunk = ${chunk}`);
    if (rows.length < limit) await execute(ctx.manager, sql`DELETE FROM audience_snapshots WHERE id IN (${unused})`);
    return rows.length;
  }
}
