/**
 * A data source that tells how long each unit of work waited before it could begin: on SQLite for its turn to write, on PostgreSQL
 * for a connection of the pool.
 */
export interface ObservesBegin {
  onBegin?: (seconds: number) => void;
}
