import { emailKey } from '@rapport/common';
import type { QueryRunner } from 'typeorm';

export interface Outdated {
  readonly id: string;
  readonly old: string;
  readonly key: string;
}

/** A statement with `?` in the dialect of the engine. */
export function query<Row>(runner: QueryRunner, statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  let at = 0;
  const text = isPostgres(runner) ? statement.replace(/\?/g, () => `$${(at += 1)}`) : statement;
  return runner.query(text, [...values]) as Promise<Row[]>;
}

export function isPostgres(runner: QueryRunner): boolean {
  return runner.dataSource.options.type === 'postgres';
}

/** Rows whose address has another key by now. Of the old ones only these can: they hold a character beyond ASCII, or begin with a wrapping one. */
export async function outdatedKeys(
  runner: QueryRunner,
  table: string,
  { id, key, more = '' }: { id: string; key: string; more?: string },
): Promise<(Outdated & Record<string, string | null>)[]> {
  const odd = isPostgres(runner) ? `${key} ~ '[^ -~]'` : `${key} GLOB '*[^ -~]*'`;
  const rows = await query<{ id: string; old: string } & Record<string, string | null>>(
    runner,
    `SELECT ${id} AS id, ${key} AS old${more} FROM ${table} WHERE ${key} IS NOT NULL AND (${odd} OR substr(${key}, 1, 1) IN ('''', '\`', '{')) ORDER BY ${id}`,
  );
  return rows.map((row) => ({ ...row, key: emailKey(row.old) })).filter((row) => row.key !== row.old);
}
