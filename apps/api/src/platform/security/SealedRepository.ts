import type { EntityManager } from 'typeorm';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../database/sql.js';

/** A column that holds sealed values, alone or inside JSON. Whoever seals something for the table lists it in sealedColumns.ts. */
export interface SealedColumn {
  readonly table: string;
  /** Unique; names the row in reports. */
  readonly idColumn: string;
  readonly column: string;
  /** Further columns that a place is made of. */
  readonly placeColumns?: readonly string[];
  /** The sealed values in what is stored, each with the place it was sealed for. */
  find(row: SealedRow): SealedValue[];
}

export interface SealedValue {
  readonly place: string;
  readonly sealed: string;
}

export interface SealedRow {
  readonly id: string;
  readonly stored: string;
  /** What is in the `placeColumns`, by their names. */
  readonly [placeColumn: string]: string;
}

/** Reads and rewrites sealed columns of any table; their names come from the list in the code. */
export class SealedRepository {
  constructor(private readonly manager: EntityManager) {}

  list(column: SealedColumn, afterId: string, limit: number): Promise<SealedRow[]> {
    const id = sql.raw(column.idColumn);
    return queryRows<SealedRow>(this.manager, sql`${selectFrom(column)} AND ${id} > ${afterId} ORDER BY ${id} LIMIT ${limit}`);
  }

  find(column: SealedColumn, id: string): Promise<SealedRow | null> {
    return queryOne<SealedRow>(this.manager, sql`${selectFrom(column)} AND ${sql.raw(column.idColumn)} = ${id}`);
  }

  /** False when someone changed the row since it was read. */
  async replace({ table, idColumn, column }: SealedColumn, row: SealedRow, stored: string): Promise<boolean> {
    const changed = await execute(
      this.manager,
      sql`UPDATE ${sql.raw(table)} SET ${sql.raw(column)} = ${stored} WHERE ${sql.raw(idColumn)} = ${row.id} AND ${sql.raw(column)} = ${row.stored}`,
    );
    return changed > 0;
  }
}

function selectFrom({ table, idColumn, column, placeColumns = [] }: SealedColumn): SqlFragment {
  const columns = [`${idColumn} AS id`, `${column} AS stored`, ...placeColumns].join(', ');
  return sql`SELECT ${sql.raw(columns)} FROM ${sql.raw(table)} WHERE ${sql.raw(column)} IS NOT NULL`;
}
