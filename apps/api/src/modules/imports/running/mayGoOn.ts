/** How long one step may hold the database while others wait for it. SQLite has one writer, so there they wait for the whole of it. */
const STEP_MS = { sqlite: 50, postgres: 150 };
/** The same while nobody does: what a step writes to the indexes is written once for all of its rows. */
const LONG_STEP_MS = 400;
/** COMMIT holds the event loop, for longer the more rows it writes. */
const LONG_STEP_ROWS = 6_000;

export interface StepSoFar {
  readonly ms: number;
  readonly rows: number;
  readonly isPostgres: boolean;
  /** Whether someone waits for the database; PostgreSQL cannot tell, and is taken for awaited. */
  readonly isAwaited: () => boolean;
}

/** Whether a step of an import takes another slice, or commits what it has. */
export function mayGoOn({ ms, rows, isPostgres, isAwaited }: StepSoFar): boolean {
  const short = isPostgres ? STEP_MS.postgres : STEP_MS.sqlite;
  return ms < short || (ms < LONG_STEP_MS && rows < LONG_STEP_ROWS && !isAwaited());
}
