import { Injectable } from '@nestjs/common';
import { type Actor, actorUserId, type Context, type WorkspaceContext } from '../../../platform/context/Context.js';
import { BulkInsert } from '../../../platform/database/BulkInsert.js';
import { afterCursor, orderAndLimit } from '../../../platform/database/keyset.js';
import { execute, isPostgres, queryOne, queryRows, queryRowsAside, sql } from '../../../platform/database/sql.js';
import type { BeforeImage, BulkInput, LeftBehind } from '../ContactPartReferences.js';
import type { ContactFields } from '../normalizeContact.js';
import type { BulkPhase, BulkRecord, BulkStatus } from './BulkAction.js';
import type { ContactSelectionDto } from './BulkDtos.js';

const INSERT_ROWS = 300;

const intoImages = new BulkInsert(
  'bulk_action_rows',
  { bulk_action_id: 'text', contact_id: 'text', before_json: 'text' },
  { onConflict: 'ON CONFLICT (bulk_action_id, contact_id) DO UPDATE SET before_json = excluded.before_json' },
);

interface BulkRow extends Omit<BulkRecord, 'input' | 'selection' | 'actor'> {
  readonly inputJson: string;
  readonly selectionJson: string | null;
  readonly actorJson: string | null;
}

/** What one step of a module's own change has done. */
export interface KeptStep {
  readonly images: readonly BeforeImage[];
  /** Ids of the contacts that it created, in order. */
  readonly created: readonly string[];
  readonly merge: (first: BeforeImage, later: BeforeImage) => BeforeImage;
}

export interface LeftRow extends LeftBehind, ContactFields {}

/** What one step has done; it counts only if nobody has done it before. */
export interface BulkStep {
  readonly phase: BulkPhase;
  /** Contacts looked at before this step. */
  readonly after: number;
  readonly looked: number;
  readonly cursorId: string | null;
  readonly affected: number;
  readonly isLast: boolean;
  readonly now: string;
}

const columns = sql`id, action, details_json AS "inputJson", selection_json AS "selectionJson", actor_json AS "actorJson", status, COALESCE(up_to_id, '') AS "upToId", total,
  processed, cursor_id AS "cursorId", affected, error_message AS "errorMessage", created_at AS "createdAt", finished_at AS "finishedAt",
  undo_processed AS "undoProcessed", undo_cursor_id AS "undoCursorId", undo_affected AS "undoAffected"`;

/** Bulk actions and, per contact, what was there before: what their undo needs. */
@Injectable()
export class BulkActionRepository {
  async insert(
    ctx: WorkspaceContext,
    record: Pick<BulkRecord, 'id' | 'action' | 'input' | 'selection' | 'upToId' | 'createdAt'>,
  ): Promise<void> {
    await this.lockQueue(ctx);
    const { input, selection, createdAt } = record;
    const total = selection.contactIds?.length ?? null;
    await execute(
      ctx.manager,
      sql`INSERT INTO bulk_actions (id, workspace_id, user_id, action, details_json, affected, created_at, status, queued_at, selection_json, actor_json, up_to_id, total)
          VALUES (${record.id}, ${ctx.workspaceId}, ${actorUserId(ctx)}, ${record.action}, ${JSON.stringify(input)}, 0, ${createdAt}, 'running', ${createdAt},
            ${JSON.stringify(selection)}, ${JSON.stringify(ctx.actor)}, ${record.upToId}, ${total})`,
    );
  }

  async find(ctx: WorkspaceContext, id: string): Promise<BulkRecord | null> {
    const row = await queryOne<BulkRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM bulk_actions WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
    return row && toRecord(row);
  }

  /** Those that run or wait for their turn, in the order in which they get it. */
  async listActive(ctx: WorkspaceContext): Promise<BulkRecord[]> {
    const rows = await queryRows<BulkRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM bulk_actions WHERE workspace_id = ${ctx.workspaceId} AND status IN ('running','undoing') ORDER BY queued_at, id`,
    );
    return rows.map(toRecord);
  }

  /** Workspaces in which something is to be done, after a crash too. */
  async listActiveWorkspaces(ctx: Context): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT DISTINCT workspace_id AS id FROM bulk_actions WHERE status IN ('running','undoing')`,
    );
    return rows.map(({ id }) => id);
  }

  async setTotal(ctx: WorkspaceContext, id: string, total: number): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE bulk_actions SET total = ${total} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND total IS NULL`,
    );
  }

  /** False when the step was done by someone else, the action was cancelled, or another one has its turn. */
  async advance(ctx: WorkspaceContext, id: string, step: BulkStep): Promise<boolean> {
    const { phase, after, looked, cursorId, affected, isLast, now } = step;
    const isMine = sql`id = ${id} AND workspace_id = ${ctx.workspaceId} AND NOT EXISTS (SELECT 1 FROM bulk_actions o WHERE o.workspace_id = ${ctx.workspaceId}
      AND o.status IN ('running','undoing') AND (o.queued_at, o.id) < (bulk_actions.queued_at, bulk_actions.id))`;
    const changed =
      phase === 'do'
        ? sql`UPDATE bulk_actions SET processed = processed + ${looked}, cursor_id = ${cursorId}, affected = affected + ${affected}
                ${sql.if(isLast, sql`, status = 'done', finished_at = ${now}, total = processed + ${looked}`)} WHERE status = 'running' AND processed = ${after} AND ${isMine}`
        : sql`UPDATE bulk_actions SET undo_processed = undo_processed + ${looked}, undo_cursor_id = ${cursorId}, undo_affected = undo_affected + ${affected}
                ${sql.if(isLast, sql`, status = 'undone', undone_at = ${now}, finished_at = ${now}`)} WHERE status = 'undoing' AND undo_processed = ${after} AND ${isMine}`;
    return (await execute(ctx.manager, changed)) === 1;
  }

  /** False when it is in none of these states any more. */
  async move(
    ctx: WorkspaceContext,
    id: string,
    from: readonly BulkStatus[],
    to: BulkStatus,
    at: { finished?: string; queued?: string; error?: string },
  ): Promise<boolean> {
    if (at.queued) await this.lockQueue(ctx);
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE bulk_actions SET status = ${to}, finished_at = ${at.finished ?? null}, error_message = ${at.error ?? null} ${sql.if(at.queued, sql`, queued_at = ${at.queued}`)}
            WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND status IN (${sql.list(from)})`,
      )) === 1
    );
  }

  async recordImages(ctx: Context, id: string, images: readonly BeforeImage[]): Promise<void> {
    for (let start = 0; start < images.length; start += INSERT_ROWS) {
      const rows = images
        .slice(start, start + INSERT_ROWS)
        .map((image) => sql`(${id}, ${image.contactId}, ${image.before && JSON.stringify(image.before)})`);
      await execute(
        ctx.manager,
        sql`INSERT INTO bulk_action_rows (bulk_action_id, contact_id, before_json) VALUES ${sql.join(rows, ', ')}`,
      );
    }
  }

  /** Something that a module does itself, and that can be undone like a bulk action. */
  async open(ctx: WorkspaceContext, record: Pick<BulkRecord, 'id' | 'action' | 'input' | 'createdAt'>): Promise<void> {
    const { id, action, input, createdAt } = record;
    await execute(
      ctx.manager,
      sql`INSERT INTO bulk_actions (id, workspace_id, user_id, action, details_json, affected, created_at, status, queued_at, selection_json, actor_json, finished_at)
          VALUES (${id}, ${ctx.workspaceId}, ${actorUserId(ctx)}, ${action}, ${JSON.stringify(input)}, 0, ${createdAt}, 'done', ${createdAt}, '{}',
            ${JSON.stringify(ctx.actor)}, ${createdAt})
          ON CONFLICT (id) DO UPDATE SET details_json = excluded.details_json, finished_at = excluded.finished_at`,
    );
  }

  /** Images of contacts, those that had one before not counted, and the ids between which contacts were created. */
  async keepImages(ctx: WorkspaceContext, id: string, { images, created, merge, now }: KeptStep & { readonly now: string }): Promise<void> {
    const known = new Map((await this.imagesOf(ctx, id, images)).map((image) => [image.contactId, image]));
    const merged = images.map((image) => {
      const first = known.get(image.contactId);
      return first ? merge(first, image) : image;
    });
    await intoImages.run(
      ctx.manager,
      merged.map(({ contactId, before }) => [id, contactId, before && JSON.stringify(before)]),
    );
    const added = images.length - known.size + created.length;
    const [first, last] = [created.at(0) ?? null, created.at(-1) ?? null];
    await execute(
      ctx.manager,
      sql`UPDATE bulk_actions SET affected = affected + ${added}, finished_at = ${now}
            ${sql.if(first, sql`, cursor_id = CASE WHEN cursor_id < ${first} THEN cursor_id ELSE ${first} END, up_to_id = CASE WHEN up_to_id > ${last} THEN up_to_id ELSE ${last} END`)}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Those that there are of these contacts. */
  async imagesOf(ctx: Context, id: string, contacts: readonly Pick<BeforeImage, 'contactId'>[]): Promise<BeforeImage[]> {
    const found: BeforeImage[] = [];
    for (let start = 0; start < contacts.length; start += INSERT_ROWS) {
      const ids = contacts.slice(start, start + INSERT_ROWS).map(({ contactId }) => contactId);
      const rows = await queryRows<{ contactId: string; before: string | null }>(
        ctx.manager,
        sql`SELECT contact_id AS "contactId", before_json AS before FROM bulk_action_rows WHERE bulk_action_id = ${id} AND contact_id IN (${sql.list(ids)})`,
      );
      found.push(...rows.map(toImage));
    }
    return found;
  }

  async listSome(ctx: WorkspaceContext, ids: readonly string[]): Promise<BulkRecord[]> {
    const rows = await queryRows<BulkRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM bulk_actions WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return rows.map(toRecord);
  }

  async listImages(
    ctx: Context,
    id: string,
    { after, limit, newestFirst = false }: { after: string | null; limit: number; newestFirst?: boolean },
  ): Promise<BeforeImage[]> {
    const rows = await queryRows<{ contactId: string; before: string | null }>(
      ctx.manager,
      sql`SELECT contact_id AS "contactId", before_json AS before FROM bulk_action_rows
          WHERE bulk_action_id = ${id} ${sql.if(after, sql`AND contact_id ${sql.raw(newestFirst ? '<' : '>')} ${after}`)}
          ORDER BY contact_id ${sql.raw(newestFirst ? 'DESC' : 'ASC')} LIMIT ${limit}`,
    );
    return rows.map(toImage);
  }

  async recordLeft(ctx: Context, id: string, phase: BulkPhase, left: readonly LeftBehind[]): Promise<void> {
    for (let start = 0; start < left.length; start += INSERT_ROWS) {
      const rows = left
        .slice(start, start + INSERT_ROWS)
        .map(({ contactId, reason, existingContactId }) => sql`(${id}, ${phase}, ${contactId}, ${reason}, ${existingContactId})`);
      await execute(
        ctx.manager,
        sql`INSERT INTO bulk_action_left (bulk_action_id, phase, contact_id, reason, existing_contact_id) VALUES ${sql.join(rows, ', ')} ON CONFLICT DO NOTHING`,
      );
    }
  }

  /** With the names that the contacts have now. */
  listLeft(ctx: WorkspaceContext, id: string, phase: BulkPhase, cursor: string | undefined, limit: number): Promise<LeftRow[]> {
    return queryRows<LeftRow>(
      ctx.manager,
      sql`SELECT l.contact_id AS "contactId", l.reason, l.existing_contact_id AS "existingContactId", c.first_name AS "firstName", c.last_name AS "lastName",
            c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company
          FROM bulk_action_left l LEFT JOIN base_contacts c ON c.id = l.contact_id AND c.workspace_id = ${ctx.workspaceId}
          WHERE l.bulk_action_id = ${id} AND l.phase = ${phase} ${afterCursor({ 'l.contact_id': 'text' }, cursor, 'asc')} ${orderAndLimit({ 'l.contact_id': 'text' }, 'asc', limit)}`,
    );
  }

  async countLeft(ctx: Context, id: string): Promise<Record<BulkPhase, number>> {
    const rows = await queryRowsAside<{ phase: BulkPhase; n: number }>(
      ctx.manager,
      sql`SELECT phase, COUNT(*) AS n FROM bulk_action_left WHERE bulk_action_id = ${id} GROUP BY phase`,
    );
    return { do: 0, undo: 0, ...Object.fromEntries(rows.map(({ phase, n }) => [phase, n])) };
  }

  /** What actions keep of these contacts: how they were, and that they stayed behind. By the actions of the workspace, which are few. */
  async erase(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<void> {
    const ofWorkspace = sql`bulk_action_id IN (SELECT id FROM bulk_actions WHERE workspace_id = ${ctx.workspaceId})`;
    for (const table of ['bulk_action_rows', 'bulk_action_left'])
      await execute(ctx.manager, sql`DELETE FROM ${sql.raw(table)} WHERE ${ofWorkspace} AND contact_id IN (${sql.list(contactIds)})`);
    await execute(
      ctx.manager,
      sql`UPDATE bulk_action_left SET existing_contact_id = NULL WHERE ${ofWorkspace} AND existing_contact_id IN (${sql.list(contactIds)})`,
    );
  }

  /** Whom the undo of each has left as they are. */
  async countLeftOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const rows = await queryRowsAside<{ id: string; n: number | string }>(
      ctx.manager,
      sql`SELECT bulk_action_id AS id, COUNT(*) AS n FROM bulk_action_left WHERE bulk_action_id IN (${sql.list(ids)}) AND phase = 'undo' GROUP BY bulk_action_id`,
    );
    return new Map(rows.map(({ id, n }) => [id, Number(n)]));
  }

  /** Actions that changed this contact. One look into the index for each action of the workspace. */
  async listIdsOfContact(ctx: WorkspaceContext, contactId: string): Promise<string[]> {
    const rows = await queryRowsAside<{ id: string }>(
      ctx.manager,
      sql`SELECT b.id FROM bulk_actions b WHERE b.workspace_id = ${ctx.workspaceId}
            AND EXISTS (SELECT 1 FROM bulk_action_rows r WHERE r.bulk_action_id = b.id AND r.contact_id = ${contactId})`,
    );
    return rows.map(({ id }) => id);
  }

  async listIdsOfList(ctx: WorkspaceContext, listId: string): Promise<string[]> {
    const rows = await queryRowsAside<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM bulk_actions WHERE workspace_id = ${ctx.workspaceId} AND details_json LIKE ${`%"listId":${JSON.stringify(listId)}%`}`,
    );
    return rows.map(({ id }) => id);
  }

  /** What an action is called by whom it was about: the list, else how many. */
  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; affected: number; listName: string | null }>(
      ctx.manager,
      sql`SELECT b.id, b.affected, (SELECT l.name FROM contact_lists l WHERE l.workspace_id = b.workspace_id AND l.deleted_at IS NULL AND b.details_json LIKE '%"listId":"' || l.id || '"%') AS "listName"
          FROM bulk_actions b WHERE b.workspace_id = ${ctx.workspaceId} AND b.id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, affected, listName }) => [id, listName ?? (affected === 1 ? '1 contact' : `${affected} contacts`)]));
  }

  /** Of the given ids those that are contacts of this workspace. */
  async ownIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return rows.map((row) => row.id);
  }

  /**
   * Has PostgreSQL look anew how many contacts are alive. With figures from a moment at which all were in the trash it takes every index
   * of the living for equally good, and reads all of them for each address it looks up; by itself it looks after a minute or more.
   */
  async renewStatistics(ctx: WorkspaceContext): Promise<void> {
    if (isPostgres(ctx.manager)) await execute(ctx.manager, sql`ANALYZE base_contacts`);
  }

  /** Of two that begin at one moment on PostgreSQL the second sees the first. */
  private async lockQueue(ctx: WorkspaceContext): Promise<void> {
    if (isPostgres(ctx.manager))
      await queryRows(ctx.manager, sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bulk ${ctx.workspaceId}`}, 0))`);
  }
}

function toImage({ contactId, before }: { contactId: string; before: string | null }): BeforeImage {
  return { contactId, before: before === null ? null : (JSON.parse(before) as Record<string, unknown>) };
}

/** An action of an older version has neither selection nor actor: it is done, and can only be undone. */
function toRecord({ inputJson, selectionJson, actorJson, ...row }: BulkRow): BulkRecord {
  return {
    ...row,
    input: JSON.parse(inputJson) as BulkInput,
    selection: selectionJson === null ? {} : (JSON.parse(selectionJson) as ContactSelectionDto),
    actor: actorJson === null ? { type: 'system' } : (JSON.parse(actorJson) as Actor),
  };
}
