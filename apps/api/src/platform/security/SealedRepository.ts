import type { EntityManager } from 'typeorm';
import { execute, queryRows, sql } from '../database/sql.js';

/** A column that holds sealed values, alone or inside JSON. Whoever seals something for the table lists it in sealedColumns.ts. */
export interface SealedColumn {
  readonly table: string;
  /** Unique; names the row in reports. */
  readonly idColumn: string;
  readonly column: string;
  /** The sealed values in what is stored, each with the place it was sealed for. */
  find(id: string, stored: string): SealedValue[];
}

export interface SealedValue {
  readonly place: string;
  readonly sealed: string;
}

export interface SealedRow {
  readonly id: string;
  readonly stored: string;
}

/** Reads and rewrites sealed columns of any table; their names come from the list in the code. */
export class SealedRepository {
  constructor(private readonly manager: EntityManager) {}

  list({ table, idColumn, column }: SealedColumn, afterId: string, limit: number): Promise<SealedRow[]> {
    const id = sql.raw(idColumn);
    return queryRows<SealedRow>(
      this.manager,
      sql`SELECT ${id} AS id, ${sql.raw(column)} AS stored FROM ${sql.raw(table)}
          WHERE ${id} > ${afterId} AND ${sql.raw(column)} IS NOT NULL ORDER BY ${id} LIMIT ${limit}`,
    );
  }

  async find({ table, idColumn, column }: SealedColumn, id: string): Promise<SealedRow | null> {
    const rows = await queryRows<SealedRow>(
      this.manager,
      sql`SELECT ${sql.raw(idColumn)} AS id, ${sql.raw(column)} AS stored FROM ${sql.raw(table)}
          WHERE ${sql.raw(idColumn)} = ${id} AND ${sql.raw(column)} IS NOT NULL`,
    );
    return rows[0] ?? null;
  }

  /** False when somebody changed the row since it was read. */
  async replace({ table, idColumn, column }: SealedColumn, row: SealedRow, stored: string): Promise<boolean> {
    const changed = await execute(
      this.manager,
      sql`UPDATE ${sql.raw(table)} SET ${sql.raw(column)} = ${stored} WHERE ${sql.raw(idColumn)} = ${row.id} AND ${sql.raw(column)} = ${row.stored}`,
    );
    return changed > 0;
  }
}
