import type { EntityManager } from 'typeorm';
import type { RapportDataSource } from './RapportDataSource.js';
import type { Statement, StatementResult } from './Statement.js';

type Value = string | number | bigint | boolean | null | Buffer | Date;

/** A piece of SQL with its parameters; `?` or `$n` is chosen when it runs. */
export class SqlFragment {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly (Value | SqlFragment)[],
    /** There are as many texts of it as numbers of values. */
    readonly isSized = false,
  ) {}
}

interface SqlTag {
  (strings: TemplateStringsArray, ...values: readonly (Value | SqlFragment | undefined)[]): SqlFragment;
  /** Trusted text only (a column name chosen from a closed set, ASC/DESC). */
  raw(text: string): SqlFragment;
  /** `${a}, ${b}, ${c}`; an empty list becomes NULL, so that `IN (NULL)` matches nothing. */
  list(values: readonly Value[]): SqlFragment;
  join(fragments: readonly SqlFragment[], separator: string): SqlFragment;
  /** The fragment when the condition holds, else nothing. */
  if(condition: unknown, fragment: SqlFragment | (() => SqlFragment)): SqlFragment;
  readonly empty: SqlFragment;
}

const empty = new SqlFragment([''], []);

export const sql: SqlTag = Object.assign(
  (strings: TemplateStringsArray, ...values: readonly (Value | SqlFragment | undefined)[]): SqlFragment =>
    new SqlFragment(
      strings,
      values.map((value) => (value === undefined ? null : value)),
    ),
  {
    raw: (text: string) => new SqlFragment([text], []),
    list: (values: readonly Value[]) =>
      values.length === 0 ? new SqlFragment(['NULL'], []) : new SqlFragment(separators(values.length, ', '), values, values.length > 1),
    join: (fragments: readonly SqlFragment[], separator: string) =>
      fragments.length === 0 ? empty : new SqlFragment(separators(fragments.length, separator), fragments, fragments.length > 1),
    if: (condition: unknown, fragment: SqlFragment | (() => SqlFragment)) => {
      if (!condition) return empty;
      return typeof fragment === 'function' ? fragment() : fragment;
    },
    empty,
  },
);

/** Rows of a SELECT or of a statement with RETURNING. */
export async function queryRows<Row>(manager: EntityManager, fragment: SqlFragment): Promise<Row[]> {
  return (await run(manager, fragment)).rows as Row[];
}

/** Rows of a SELECT that reads much to answer little: counts, sums and searches over what may be a million rows. Nobody else waits for it. */
export async function queryRowsAside<Row>(manager: EntityManager, fragment: SqlFragment): Promise<Row[]> {
  const statement = render(fragment, isPostgres(manager));
  return (await (manager.dataSource as RapportDataSource).readAside(statement, manager.queryRunner)) as Row[];
}

/** The same inside a transaction that has written nothing yet which the statement is about. */
export async function queryRowsBeforeAside<Row>(manager: EntityManager, fragment: SqlFragment): Promise<Row[]> {
  const statement = render(fragment, isPostgres(manager));
  return (await (manager.dataSource as RapportDataSource).readBeforeAside(statement, manager.queryRunner)) as Row[];
}

/** The first row, or null. */
export async function queryOne<Row>(manager: EntityManager, fragment: SqlFragment): Promise<Row | null> {
  const rows = await queryRows<Row>(manager, fragment);
  return rows[0] ?? null;
}

/**
 * The first row, or null, of a SELECT that every request makes or that finds one record by its key: less than a millisecond of work.
 * PostgreSQL answers all of them on one connection, many at a time, so nothing that may take longer comes this way.
 */
export async function queryOneShort<Row>(manager: EntityManager, fragment: SqlFragment): Promise<Row | null> {
  if (!isPostgres(manager)) return queryOne(manager, fragment);
  const statement = render(fragment, true);
  return ((await (manager.dataSource as RapportDataSource).readShort(statement, manager.queryRunner))[0] as Row | undefined) ?? null;
}

/** Runs a statement; answers how many rows it changed. */
export async function execute(manager: EntityManager, fragment: SqlFragment): Promise<number> {
  return (await run(manager, fragment)).affected;
}

function run(manager: EntityManager, fragment: SqlFragment): Promise<StatementResult> {
  return (manager.dataSource as RapportDataSource).execute(render(fragment, isPostgres(manager)), manager.queryRunner);
}

/** The last statement of a transaction, when its answer is of no interest: on PostgreSQL it travels with COMMIT, which fails with it. */
export function executeLast(manager: EntityManager, fragment: SqlFragment): Promise<void> {
  return (manager.dataSource as RapportDataSource).executeLast(render(fragment, isPostgres(manager)), manager.queryRunner);
}

/**
 * One statement with `?` for many rows, inside a transaction; answers how many rows each changed. SQLite only (see
 * SerialisedSqliteRunner.runForEach).
 */
export async function executeForEach(manager: EntityManager, statement: string, rows: readonly (readonly unknown[])[]): Promise<number[]> {
  return (manager.dataSource as RapportDataSource).runForEach(statement, rows, manager.queryRunner);
}

/** Whether other writers may be waiting for the open transaction to end. */
export function isAwaited(manager: EntityManager): boolean {
  return (manager.dataSource as RapportDataSource).isAwaited;
}

export function isPostgres(manager: EntityManager): boolean {
  return manager.dataSource.options.type === 'postgres';
}

/** The text and parameters of a fragment in one engine's dialect. Exported for tests and for code that holds a raw connection. */
export function render(fragment: SqlFragment, postgres: boolean): Statement {
  const parameters: unknown[] = [];
  if (!fragment.values.some((value) => value instanceof SqlFragment)) {
    const text = flatText(fragment, postgres);
    return { text, parameters: fragment.values.map((value) => bind(value, postgres)), isFixed: postgres && !fragment.isSized };
  }
  const text = renderInto(fragment, parameters, postgres);
  return { text, parameters, isFixed: postgres && isFixed(fragment) };
}

function isFixed(fragment: SqlFragment): boolean {
  return !fragment.isSized && fragment.values.every((value) => !(value instanceof SqlFragment) || isFixed(value));
}

/** The text of a fragment without others inside, by the literal it was written as: most statements, and each the same text every time. */
const flatTexts = { sqlite: new WeakMap<readonly string[], string>(), postgres: new WeakMap<readonly string[], string>() };

function flatText(fragment: SqlFragment, postgres: boolean): string {
  const texts = postgres ? flatTexts.postgres : flatTexts.sqlite;
  const known = texts.get(fragment.strings);
  if (known !== undefined) return known;
  const text = renderInto(fragment, [], postgres);
  texts.set(fragment.strings, text);
  return text;
}

function renderInto(fragment: SqlFragment, parameters: unknown[], postgres: boolean): string {
  let text = fragment.strings[0] ?? '';
  for (let i = 0; i < fragment.values.length; i += 1) {
    const value = fragment.values[i];
    if (value instanceof SqlFragment) text += renderInto(value, parameters, postgres);
    else {
      parameters.push(bind(value, postgres));
      text += postgres ? `$${parameters.length}` : '?';
    }
    text += fragment.strings[i + 1] ?? '';
  }
  return text;
}

function bind(value: Value | SqlFragment | undefined, postgres: boolean): unknown {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return postgres ? value : Number(value);
  if (value instanceof Date) return value.toISOString();
  return value;
}

function separators(count: number, separator: string): string[] {
  return ['', ...Array.from({ length: count - 1 }, () => separator), ''];
}
