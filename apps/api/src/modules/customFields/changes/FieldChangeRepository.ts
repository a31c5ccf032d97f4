import { sortNumberOf, type CustomFieldType } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import { BulkInsert } from '../../../platform/database/BulkInsert.js';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../../platform/database/keyset.js';
import { type StepLimits, StepRemover } from '../../../platform/database/removeInSteps.js';
import {
  execute,
  executeForEach,
  isPostgres,
  queryOne,
  queryRows,
  queryRowsAside,
  sql,
  type SqlFragment,
} from '../../../platform/database/sql.js';
import { ENDS, type ChangeSide, type FieldChangePhase, type FieldChangeRecord, type FieldChangeStatus } from './FieldChange.js';

/** A value with what an earlier phase remembers of it. */
export interface ChangedValue {
  readonly id: string;
  readonly value: string | null;
  readonly fieldType: string;
  /** What it was before the change altered it; null when it did not. */
  readonly beforeText: string | null;
  readonly afterText: string | null;
}

export interface Alteration {
  readonly valueId: string;
  readonly before: string;
  readonly after: string | null;
  readonly problem: string | null;
}

export interface FailingRow {
  readonly valueId: string;
  readonly contactId: string;
  readonly value: string;
  readonly problem: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

const intoRows = new BulkInsert(
  'field_change_rows',
  { change_id: 'text', value_id: 'text', before_text: 'text', after_text: 'text', problem: 'text' },
  { onConflict: 'ON CONFLICT (change_id, value_id) DO NOTHING' },
);

type StoredChange = Omit<FieldChangeRecord, 'before' | 'after'> & { readonly beforeJson: string; readonly afterJson: string };

const columns =
  sql.raw(`id, definition_id AS "definitionId", user_id AS "userId", status, before_json AS "beforeJson", after_json AS "afterJson", total, processed,
  failing, cursor_id AS "cursorId", error_message AS error, created_at AS "createdAt", finished_at AS "finishedAt"`);

/** The only file that queries changes of type, and the values that they go through. */
@Injectable()
export class FieldChangeRepository {
  async insert(ctx: WorkspaceContext, record: FieldChangeRecord): Promise<boolean> {
    const { id, definitionId, userId, status, before, after, total, createdAt } = record;
    return (
      (await execute(
        ctx.manager,
        sql`INSERT INTO field_changes (id, workspace_id, definition_id, user_id, status, before_json, after_json, total, created_at)
            VALUES (${id}, ${ctx.workspaceId}, ${definitionId}, ${userId}, ${status}, ${JSON.stringify(before)}, ${JSON.stringify(after)}, ${total}, ${createdAt})
            ON CONFLICT DO NOTHING`,
      )) === 1
    );
  }

  /** The newest of a field. */
  async findLatest(ctx: WorkspaceContext, definitionId: string): Promise<FieldChangeRecord | null> {
    return recordOf(
      await queryOne<StoredChange>(
        ctx.manager,
        sql`SELECT ${columns} FROM field_changes WHERE definition_id = ${definitionId} AND workspace_id = ${ctx.workspaceId}
            ORDER BY created_at DESC, id DESC LIMIT 1`,
      ),
    );
  }

  async find(ctx: WorkspaceContext, id: string): Promise<FieldChangeRecord | null> {
    return recordOf(
      await queryOne<StoredChange>(
        ctx.manager,
        sql`SELECT ${columns} FROM field_changes WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
      ),
    );
  }

  /** Those of a field that nobody can go back to when `keptId` is the newest. */
  async listOlder(ctx: WorkspaceContext, definitionId: string, keptId: string, withDone: boolean): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM field_changes WHERE definition_id = ${definitionId} AND workspace_id = ${ctx.workspaceId} AND id <> ${keptId}
          ${sql.if(!withDone, sql`AND status <> 'done'`)}`,
    );
    return rows.map(({ id }) => id);
  }

  /** Of every workspace: what a dead process has left behind. */
  listActive(ctx: Context): Promise<{ id: string; workspaceId: string }[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT id, workspace_id AS "workspaceId" FROM field_changes WHERE status IN ('checking', 'running', 'undoing')`,
    );
  }

  /** Begins a phase from its start, or ends it. False when it is in none of these states any more. */
  async move(
    ctx: WorkspaceContext,
    id: string,
    from: readonly FieldChangeStatus[],
    to: FieldChangeStatus,
    { finishedAt, error = null }: { finishedAt: string | null; error?: string | null },
  ): Promise<boolean> {
    const restart = to in ENDS;
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE field_changes SET status = ${to}, finished_at = ${finishedAt}, error_message = ${error}
              ${sql.if(restart, sql`, processed = 0, failing = 0, cursor_id = NULL`)}
            WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND status IN (${sql.list(from)})`,
      )) === 1
    );
  }

  /** One step of a phase; false when someone else has done it. */
  async advance(
    ctx: WorkspaceContext,
    record: FieldChangeRecord,
    step: { looked: number; failing: number; cursorId: string | null; isLast: boolean; now: string },
  ): Promise<boolean> {
    const phase = record.status as FieldChangePhase;
    const place = record.cursorId === null ? sql`cursor_id IS NULL` : sql`cursor_id = ${record.cursorId}`;
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE field_changes SET processed = processed + ${step.looked}, failing = failing + ${step.failing}, cursor_id = ${step.cursorId}
              ${sql.if(step.isLast, sql`, status = ${ENDS[phase]}, finished_at = ${step.now}`)}
            WHERE id = ${record.id} AND workspace_id = ${ctx.workspaceId} AND status = ${phase} AND processed = ${record.processed} AND ${place}`,
      )) === 1
    );
  }

  async countValues(ctx: WorkspaceContext, definitionId: string): Promise<number> {
    const [row] = await queryRowsAside<{ n: number | string }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM custom_fields WHERE definition_id = ${definitionId} AND field_value IS NOT NULL`,
    );
    return Number(row?.n ?? 0);
  }

  /** The last of the next contacts in order of id, in whatever state; null when there are no more. */
  async lastOfNext(ctx: WorkspaceContext, afterId: string | null, size: number): Promise<string | null> {
    const row = await queryOne<{ id: string | null }>(
      ctx.manager,
      sql`SELECT MAX(id) AS id FROM (SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} ${sql.if(afterId, sql`AND id > ${afterId}`)}
          ORDER BY id LIMIT ${size}) n`,
    );
    return row?.id ?? null;
  }

  /** Values of contacts between two ids, locked until the end of the step. */
  listValues(
    ctx: WorkspaceContext,
    record: FieldChangeRecord,
    fieldName: string,
    { afterId, upToId }: { afterId: string | null; upToId: string },
  ): Promise<ChangedValue[]> {
    return this.select(
      ctx,
      record,
      sql`FROM base_contacts c JOIN custom_fields v ON v.contact_id = c.id AND v.field_name = ${fieldName} AND v.definition_id = ${record.definitionId}`,
      sql`c.workspace_id = ${ctx.workspaceId} ${sql.if(afterId, sql`AND c.id > ${afterId}`)} AND c.id <= ${upToId}`,
    );
  }

  /** Values that were written while the phase went by, still in the other type. */
  listLeftBehind(ctx: WorkspaceContext, record: FieldChangeRecord, target: CustomFieldType, size: number): Promise<ChangedValue[]> {
    return this.select(
      ctx,
      record,
      sql`FROM custom_fields v`,
      sql`v.definition_id = ${record.definitionId} AND v.field_type <> ${target} AND EXISTS (SELECT 1 FROM base_contacts c WHERE c.id = v.contact_id AND c.workspace_id = ${ctx.workspaceId})
          LIMIT ${size}`,
    );
  }

  private select(ctx: WorkspaceContext, { id }: FieldChangeRecord, from: SqlFragment, where: SqlFragment): Promise<ChangedValue[]> {
    return queryRows<ChangedValue>(
      ctx.manager,
      sql`SELECT v.id, v.field_value AS value, v.field_type AS "fieldType",
            (SELECT r.before_text FROM field_change_rows r WHERE r.change_id = ${id} AND r.value_id = v.id) AS "beforeText",
            (SELECT r.after_text FROM field_change_rows r WHERE r.change_id = ${id} AND r.value_id = v.id) AS "afterText"
          ${from} WHERE ${where} ${sql.if(isPostgres(ctx.manager), sql`FOR UPDATE OF v`)}`,
    );
  }

  async write(
    ctx: WorkspaceContext,
    values: readonly { readonly id: string; readonly value: string | null }[],
    fieldType: CustomFieldType,
    now: string,
  ): Promise<void> {
    if (values.length === 0) return;
    const rows = values.map(({ id, value }) => ({ id, value, number: sortNumberOf(fieldType, value) }));
    if (!isPostgres(ctx.manager)) {
      await executeForEach(
        ctx.manager,
        'UPDATE custom_fields SET field_value = ?, value_number = ?, field_type = ?, updated_at = ? WHERE id = ?',
        rows.map(({ id, value, number }) => [value, number, fieldType, now, id]),
      );
      return;
    }
    await execute(
      ctx.manager,
      sql`UPDATE custom_fields v SET field_value = r.value, value_number = r.number, field_type = ${fieldType}, updated_at = ${now}
          FROM json_to_recordset(${JSON.stringify(rows)}) AS r(id text, value text, number double precision) WHERE v.id = r.id`,
    );
  }

  async remember(ctx: WorkspaceContext, id: string, alterations: readonly Alteration[]): Promise<void> {
    await intoRows.run(
      ctx.manager,
      alterations.map(({ valueId, before, after, problem }) => [id, valueId, before, after, problem]),
    );
  }

  /** What the rehearsal noted: few, as it notes only the first. */
  async forgetRehearsal(ctx: WorkspaceContext, id: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM field_change_rows WHERE change_id = ${id}`);
  }

  async setType(ctx: WorkspaceContext, definitionId: string, side: ChangeSide): Promise<void> {
    const { fieldType, options, currency, defaultValue } = side;
    await execute(
      ctx.manager,
      sql`UPDATE custom_field_definitions SET field_type = ${fieldType}, options_json = ${JSON.stringify(options)}, currency = ${currency}, default_value = ${defaultValue}, version = version + 1
          WHERE id = ${definitionId} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
    );
  }

  listFailing(ctx: WorkspaceContext, id: string, cursor: string | undefined, limit: number): Promise<FailingRow[]> {
    return queryRows<FailingRow>(
      ctx.manager,
      sql`SELECT r.value_id AS "valueId", c.id AS "contactId", r.before_text AS value, r.problem, c.first_name AS "firstName", c.last_name AS "lastName",
            c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company
          FROM field_change_rows r JOIN custom_fields v ON v.id = r.value_id JOIN base_contacts c ON c.id = v.contact_id AND c.workspace_id = ${ctx.workspaceId}
          WHERE r.change_id = ${id} AND r.problem IS NOT NULL ${afterCursor({ 'r.value_id': 'text' }, cursor, 'asc')} ${orderAndLimit({ 'r.value_id': 'text' }, 'asc', limit)}`,
    );
  }

  /** With all that it remembers, a little at a time. False when it was stopped. */
  remove(ctx: Context, id: string, limits: StepLimits): Promise<boolean> {
    return new StepRemover(ctx.manager, limits).remove('field_changes', sql`id = ${id}`);
  }
}

function recordOf(row: StoredChange | null): FieldChangeRecord | null {
  if (row === null) return null;
  const { beforeJson, afterJson, ...record } = row;
  return {
    ...record,
    before: JSON.parse(beforeJson) as FieldChangeRecord['before'],
    after: JSON.parse(afterJson) as FieldChangeRecord['after'],
  };
}
