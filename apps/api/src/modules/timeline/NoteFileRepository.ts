import { Injectable } from '@nestjs/common';
import type { NoteFile } from '@rapport/common';
import { actorUserId, type Context, type WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';

interface StoredNoteFile extends NoteFile {
  readonly entryId: string | null;
}

/** Rows of files; their bytes are in the file store. */
@Injectable()
export class NoteFileRepository {
  async insert(ctx: WorkspaceContext, contactId: string, { id, name, size }: NoteFile, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO note_files (id, workspace_id, contact_id, user_id, name, size, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${contactId}, ${actorUserId(ctx)}, ${name}, ${size}, ${now})`,
    );
  }

  /** Those of the contact, in no certain order. */
  list(ctx: WorkspaceContext, contactId: string, ids: readonly string[]): Promise<StoredNoteFile[]> {
    return queryRows<StoredNoteFile>(
      ctx.manager,
      sql`SELECT id, name, size, entry_id AS "entryId" FROM note_files
          WHERE contact_id = ${contactId} AND workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
  }

  /** All of these contacts. */
  async listOf(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM note_files WHERE contact_id IN (${sql.list(contactIds)}) AND workspace_id || '' = ${ctx.workspaceId}`,
    );
    return rows.map(({ id }) => id);
  }

  async attach(ctx: WorkspaceContext, entryId: string, ids: readonly string[]): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE note_files SET entry_id = ${entryId} WHERE id IN (${sql.list(ids)}) AND workspace_id = ${ctx.workspaceId} AND entry_id IS NULL`,
    );
  }

  /** Takes out rows that belonged to no note at that time, oldest first; answers their ids. */
  async takeLoose(ctx: Context, before: string, limit: number): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`DELETE FROM note_files WHERE id IN (SELECT id FROM note_files WHERE entry_id IS NULL AND created_at < ${before} ORDER BY created_at LIMIT ${limit}) RETURNING id`,
    );
    return rows.map(({ id }) => id);
  }

  /** Of these ids, those that have a row. */
  async known(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
    const rows = await queryRows<{ id: string }>(ctx.manager, sql`SELECT id FROM note_files WHERE id IN (${sql.list(ids)})`);
    return new Set(rows.map(({ id }) => id));
  }
}
