import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { actorUserId } from '../../platform/context/Context.js';
import { afterCursor, type KeysetColumns, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryOneShort, queryRows, queryRowsAside, sql } from '../../platform/database/sql.js';
import type { ImageQuery } from './ImageDtos.js';
import type { ImageFacts } from './imageTasks.js';

export interface FileRow extends ImageFacts {
  readonly fileId: string;
  readonly token: string;
}

/** An image with the file that it shows now. */
export interface ImageRow extends FileRow {
  readonly id: string;
  readonly name: string;
  readonly sortName: string;
  readonly alt: string | null;
  readonly sha256: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}

/** What is served to whoever has the address. */
export type PublicFile = Pick<FileRow, 'fileId' | 'contentType' | 'fullBytes' | 'webpBytes' | 'smallBytes'>;

const IMAGE = sql.raw(`i.id, i.name, LOWER(i.name) AS "sortName", i.alt, i.sha256, i.version, i.created_at AS "createdAt",
  i.updated_at AS "updatedAt", i.deleted_at AS "deletedAt", f.id AS "fileId", f.token, f.kind, f.content_type AS "contentType", f.width, f.height,
  f.frames, f.original_width AS "originalWidth", f.original_height AS "originalHeight", f.original_frames AS "originalFrames",
  f.full_bytes AS "fullBytes", f.webp_bytes AS "webpBytes", f.small_bytes AS "smallBytes"`);
const WITH_FILE = sql.raw(`FROM images i JOIN image_files f ON f.id = i.file_id`);

/** The only file that queries images and their files. */
@Injectable()
export class ImageRepository {
  list(ctx: WorkspaceContext, query: ImageQuery): Promise<ImageRow[]> {
    const { columns, direction } = sortOf(query);
    const pattern = `%${(query.search ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    return queryRowsAside(
      ctx.manager,
      sql`SELECT ${IMAGE} ${WITH_FILE} WHERE i.workspace_id = ${ctx.workspaceId} AND i.deleted_at ${query.trashed ? sql`IS NOT NULL` : sql`IS NULL`}
          ${sql.if(query.search, sql`AND (LOWER(i.name) LIKE ${pattern} ESCAPE '\\' OR LOWER(i.alt) LIKE ${pattern} ESCAPE '\\')`)}
          ${afterCursor(columns, query.cursor, direction)} ${orderAndLimit(columns, direction, query.limit)}`,
    );
  }

  /** Also one in the trash. */
  find(ctx: WorkspaceContext, id: string): Promise<ImageRow | null> {
    return queryOne(ctx.manager, sql`SELECT ${IMAGE} ${WITH_FILE} WHERE i.workspace_id = ${ctx.workspaceId} AND i.id = ${id}`);
  }

  /** Also one in the trash. */
  findByHash(ctx: WorkspaceContext, sha256: string): Promise<ImageRow | null> {
    return queryOne(ctx.manager, sql`SELECT ${IMAGE} ${WITH_FILE} WHERE i.workspace_id = ${ctx.workspaceId} AND i.sha256 = ${sha256}`);
  }

  /** For everyone who has the address, across workspaces. */
  findPublic(ctx: Context, token: string): Promise<PublicFile | null> {
    return queryOneShort(
      ctx.manager,
      sql`SELECT id AS "fileId", content_type AS "contentType", full_bytes AS "fullBytes", webp_bytes AS "webpBytes", small_bytes AS "smallBytes"
          FROM image_files WHERE token = ${token}`,
    );
  }

  async insert(ctx: WorkspaceContext, row: ImageRow): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO images (id, workspace_id, file_id, sha256, name, alt, version, created_by, created_at, updated_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.fileId}, ${row.sha256}, ${row.name}, ${row.alt}, ${row.version}, ${actorUserId(ctx)}, ${row.createdAt}, ${row.updatedAt})`,
    );
    await this.insertFile(ctx, row.id, row, row.createdAt);
  }

  async insertFile(ctx: WorkspaceContext, imageId: string, row: FileRow, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO image_files (id, workspace_id, image_id, token, kind, content_type, width, height, frames, original_width, original_height,
            original_frames, full_bytes, webp_bytes, small_bytes, created_at)
          VALUES (${row.fileId}, ${ctx.workspaceId}, ${imageId}, ${row.token}, ${row.kind}, ${row.contentType}, ${row.width}, ${row.height}, ${row.frames},
            ${row.originalWidth}, ${row.originalHeight}, ${row.originalFrames}, ${row.fullBytes}, ${row.webpBytes}, ${row.smallBytes}, ${now})`,
    );
  }

  /** False when another change was faster: the stored version is not `row.version - 1` any more. */
  async update(ctx: WorkspaceContext, row: ImageRow): Promise<boolean> {
    const updated = await execute(
      ctx.manager,
      sql`UPDATE images SET name = ${row.name}, alt = ${row.alt}, file_id = ${row.fileId}, sha256 = ${row.sha256}, version = ${row.version}, updated_at = ${row.updatedAt}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${row.id} AND version = ${row.version - 1} AND deleted_at IS NULL`,
    );
    return updated === 1;
  }

  /** To the trash (a time) or back from it (null). False when it is there already. */
  async setDeleted(ctx: WorkspaceContext, id: string, deletedAt: string | null): Promise<boolean> {
    const from = deletedAt === null ? sql`deleted_at IS NOT NULL` : sql`deleted_at IS NULL`;
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE images SET deleted_at = ${deletedAt} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND ${from}`,
      )) === 1
    );
  }

  /** All images and all their files, also those in the trash. */
  async room(ctx: WorkspaceContext): Promise<{ images: number; bytes: number }> {
    const row = await queryOne<{ images: number; bytes: number | string }>(
      ctx.manager,
      sql`SELECT (SELECT COUNT(*) FROM images WHERE workspace_id = ${ctx.workspaceId}) AS images, COALESCE(SUM(full_bytes + webp_bytes + small_bytes), 0) AS bytes
          FROM image_files WHERE workspace_id = ${ctx.workspaceId}`,
    );
    return { images: row?.images ?? 0, bytes: Number(row?.bytes ?? 0) };
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM images WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The files that an image has had, the one of today included. */
  async fileIdsOf(ctx: WorkspaceContext, imageId: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM image_files WHERE image_id = ${imageId} AND workspace_id = ${ctx.workspaceId}`,
    );
    return rows.map(({ id }) => id);
  }

  /** The names in the addresses of all its files. */
  async tokensOf(ctx: WorkspaceContext, imageId: string): Promise<string[]> {
    const rows = await queryRows<{ token: string }>(
      ctx.manager,
      sql`SELECT token FROM image_files WHERE image_id = ${imageId} AND workspace_id = ${ctx.workspaceId}`,
    );
    return rows.map(({ token }) => token);
  }

  /** Keeps the newest files of an image, and every older one that a version of a template shows. Answers the ids of those that are gone. */
  async dropOldFiles(ctx: WorkspaceContext, imageId: string, current: string, most: number): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`DELETE FROM image_files WHERE workspace_id = ${ctx.workspaceId} AND image_id = ${imageId} AND id <> ${current}
            AND id NOT IN (SELECT id FROM image_files WHERE image_id = ${imageId} AND workspace_id = ${ctx.workspaceId} ORDER BY created_at DESC, id DESC LIMIT ${most})
            AND NOT EXISTS (SELECT 1 FROM template_images t WHERE t.file_id = image_files.id)
          RETURNING id`,
    );
    return rows.map(({ id }) => id);
  }

  /** Removes images that were deleted before then and that no version of a template shows; answers how many. Their bytes go by the sweep. */
  async removeDeleted(ctx: Context, before: string, limit: number): Promise<number> {
    return execute(
      ctx.manager,
      sql`DELETE FROM images WHERE id IN (
            SELECT i.id FROM images i WHERE i.deleted_at < ${before}
              AND NOT EXISTS (SELECT 1 FROM image_files f JOIN template_images t ON t.file_id = f.id WHERE f.image_id = i.id)
            ORDER BY i.deleted_at LIMIT ${limit})`,
    );
  }

  /** Of these ids of files, those that have a row. */
  async knownFiles(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
    const rows = await queryRows<{ id: string }>(ctx.manager, sql`SELECT id FROM image_files WHERE id IN (${sql.list(ids)})`);
    return new Set(rows.map(({ id }) => id));
  }
}

export function sortOf(query: ImageQuery): {
  columns: KeysetColumns;
  direction: 'asc' | 'desc';
  keysetOf: (row: ImageRow) => [string, string];
} {
  const sort = query.sort ?? '-createdAt';
  const isName = sort.endsWith('name');
  const time = query.trashed ? 'i.deleted_at' : 'i.created_at';
  return {
    columns: { [isName ? 'LOWER(i.name)' : time]: 'text', 'i.id': 'text' },
    direction: sort.startsWith('-') ? 'desc' : 'asc',
    keysetOf: (row) => [isName ? row.sortName : row.deletedAt !== null ? row.deletedAt : row.createdAt, row.id],
  };
}
