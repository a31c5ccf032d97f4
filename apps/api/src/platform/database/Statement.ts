/** One statement in an engine's dialect. */
export interface Statement {
  readonly text: string;
  readonly parameters: unknown[];
  /** The text does not depend on how many values there are: there is a bounded number of such texts, and PostgreSQL may keep them. Not asked on SQLite. */
  readonly isFixed: boolean;
}

/** What a statement answered: the rows it returned, and how many rows it changed. */
export interface StatementResult {
  readonly rows: unknown[];
  readonly affected: number;
}
