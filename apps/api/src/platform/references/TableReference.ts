import type { WorkspaceContext } from '../context/Context.js';
import { execute, queryRows, queryRowsAside, sql, type SqlFragment } from '../database/sql.js';
import type { ContactReference, Json, Move, ToldRow } from './ContactReferences.js';

type Row = Readonly<Record<string, string | number | boolean | null>>;

interface Moved {
  /** The keys of the rows that were moved. */
  readonly keys: readonly (readonly string[])[];
  /** Rows that were taken out, whole: the other contact had its own. */
  readonly taken: readonly Row[];
}

/** Names and fragments are trusted text. Rows are called by the name of their table. */
export interface TableDescription {
  readonly table: string;
  readonly column: string;
  /** Tells the rows of one contact apart. */
  readonly key: readonly string[];
  /** With the column a unique key. A row whose place with the other contact is taken is in conflict. */
  readonly unique?: readonly string[];
  /** When else a row has no place with the other contact. */
  readonly isTaken?: (ctx: WorkspaceContext, to: string) => SqlFragment;
  /** What becomes of it: the journal keeps it, or it stays with the old id, where it outlives its contact. */
  readonly inConflict?: 'takeOut' | 'stay';
  /** What follows from the move of its rows, in the same unit of work. */
  readonly settle?: (ctx: WorkspaceContext, move: Move) => Promise<void>;
  /** Rows of the workspace; `workspace_id` when left out. */
  readonly isOwn?: (ctx: WorkspaceContext) => SqlFragment;
  /** What a row that was taken out needs to be put back, by its column. */
  readonly parents?: Readonly<Record<string, string>>;
  /** What a row says to the person whom it is about, where its columns are no words. */
  readonly tell?: (ctx: WorkspaceContext, row: ToldRow) => Promise<ToldRow>;
}

/** Rows of one table that hold a contact id, moved by statements over all of them. */
export class TableReference implements ContactReference {
  readonly name: string;
  private readonly table: SqlFragment;
  private readonly column: SqlFragment;

  constructor(private readonly description: TableDescription) {
    this.name = `${description.table}.${description.column}`;
    this.table = sql.raw(description.table);
    this.column = sql.raw(this.name);
  }

  async move(ctx: WorkspaceContext, { from, to }: Move): Promise<Json> {
    const { key, inConflict } = this.description;
    const conflict = this.conflict(ctx, to);
    const mine = sql`${this.column} = ${from} AND ${this.isOwn(ctx)}`;
    const taken =
      conflict && inConflict !== 'stay'
        ? await queryRows<Row>(ctx.manager, sql`DELETE FROM ${this.table} WHERE ${mine} AND (${conflict}) RETURNING *`)
        : [];
    const rows = await queryRows<Row>(
      ctx.manager,
      sql`UPDATE ${this.table} SET ${sql.raw(this.description.column)} = ${to}
          WHERE ${mine} ${sql.if(conflict, sql`AND NOT (${conflict ?? sql.empty})`)} RETURNING ${sql.raw(key.join(', '))}`,
    );
    await this.description.settle?.(ctx, { from, to });
    return { keys: rows.map((row) => key.map((name) => String(row[name]))), taken } satisfies Moved as unknown as Json;
  }

  mentions(ctx: WorkspaceContext, contactId: string): SqlFragment {
    return sql`FROM ${this.table} WHERE ${this.column} = ${contactId} AND ${this.isOwn(ctx)}`;
  }

  async moveBack(ctx: WorkspaceContext, { from, to }: Move, moved: Json): Promise<void> {
    const { keys, taken } = moved as unknown as Moved;
    const { column, key } = this.description;
    const conflict = this.sameKey(from);
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      const some = keys.slice(start, start + AT_ONCE).map((values) => sql`(${sql.list(values)})`);
      await execute(
        ctx.manager,
        sql`UPDATE ${this.table} SET ${sql.raw(column)} = ${from} WHERE ${this.column} = ${to} AND ${this.isOwn(ctx)}
              AND (${sql.raw(key.join(', '))}) IN (VALUES ${sql.join(some, ', ')}) ${sql.if(conflict, sql`AND NOT (${conflict ?? sql.empty})`)}`,
      );
    }
    await this.putBack(ctx, taken);
  }

  async *tell(ctx: WorkspaceContext, contactId: string): AsyncGenerator<readonly ToldRow[]> {
    const { column, key, tell } = this.description;
    const names = sql.raw(key.map((name) => `${this.description.table}.${name}`).join(', '));
    let after: readonly string[] | null = null;
    for (;;) {
      const rows: readonly ToldRow[] = await queryRowsAside<Row>(
        ctx.manager,
        sql`SELECT * FROM ${this.table} WHERE ${this.column} = ${contactId} AND ${this.isOwn(ctx)}
            ${sql.if(after, () => sql`AND (${names}) > (${sql.list(after ?? [])})`)} ORDER BY ${names} LIMIT ${TOLD_AT_ONCE}`,
      );
      const own = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== column && name !== 'workspace_id')));
      yield tell ? await Promise.all(own.map((row) => tell(ctx, row))) : own;
      const last = rows.at(-1);
      if (!last || rows.length < TOLD_AT_ONCE) return;
      after = key.map((name) => String(last[name]));
    }
  }

  /** A list or field that was deleted meanwhile takes its rows with it. */
  private async putBack(ctx: WorkspaceContext, taken: readonly Row[]): Promise<void> {
    for (const row of taken) {
      if (!(await this.hasParents(ctx, row))) continue;
      const names = Object.keys(row);
      await execute(
        ctx.manager,
        sql`INSERT INTO ${this.table} (${sql.raw(names.join(', '))}) VALUES (${sql.list(names.map((name) => row[name] ?? null))}) ON CONFLICT DO NOTHING`,
      );
    }
  }

  private async hasParents(ctx: WorkspaceContext, row: Row): Promise<boolean> {
    for (const [column, parent] of Object.entries(this.description.parents ?? {})) {
      const id = row[column] ?? null;
      if (id === null) continue;
      if ((await queryRows(ctx.manager, sql`SELECT 1 AS one FROM ${sql.raw(parent)} WHERE id = ${id}`)).length === 0) return false;
    }
    return true;
  }

  private conflict(ctx: WorkspaceContext, to: string): SqlFragment | null {
    const conflicts = [this.sameKey(to), this.description.isTaken?.(ctx, to)].filter((one) => one !== null && one !== undefined);
    return conflicts.length === 0 ? null : sql.join(conflicts, ' OR ');
  }

  private sameKey(contactId: string): SqlFragment | null {
    const { table, column, unique } = this.description;
    if (!unique) return null;
    const same = unique.map((name) => `taken_by.${name} = ${table}.${name}`);
    return sql`EXISTS (SELECT 1 FROM ${this.table} AS taken_by WHERE taken_by.${sql.raw(column)} = ${contactId} AND ${sql.raw(same.join(' AND '))})`;
  }

  private isOwn(ctx: WorkspaceContext): SqlFragment {
    // As an expression: as a column, SQLite without statistics may read all of the workspace by it.
    return this.description.isOwn?.(ctx) ?? sql`${this.table}.workspace_id || '' = ${ctx.workspaceId}`;
  }
}

/** Well below the number of parameters that either engine takes in one statement, with keys of several columns. */
const AT_ONCE = 2_000;
const TOLD_AT_ONCE = 200;
