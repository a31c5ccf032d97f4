import SqliteDatabase, { type Database } from 'better-sqlite3';

export type ScratchDatabase = Database;

/** Kilobytes of it that are kept in memory; the rest goes to the disk. */
const CACHE_KB = 8_192;

/** A database of this process alone, without a name and gone when it is closed or the process ends. Lost work is done again, so it is not kept safe. */
export function openScratch(schema: string): ScratchDatabase {
  const db = new SqliteDatabase('');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${CACHE_KB}`);
  db.exec(schema);
  return db;
}
