import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DatabaseUsageError } from '../databaseErrors.js';
/** Older versions can lose committed pages of a WAL file (fixed upstream in 3.51.3). */ const LEAST_SQLITE = '3.51.3';
const MIB_IN_KIB = 1024;
/** The one connection that writes. Created with its folder when missing. */ export function openWriter(file) {
    if (file !== ':memory:') mkdirSync(dirname(file), {
        recursive: true
    });
    const database = new SqliteDatabase(file, {
        timeout: 5_000
    });
    assertVersion(database);
    database.pragma('journal_mode = WAL');
    // FULL: an acknowledged commit survives a power cut, not only a crash of this process.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('temp_store = MEMORY');
    database.pragma(`cache_size = -${64 * MIB_IN_KIB}`);
    // BackgroundCheckpoints comes first; this is the bound (256 MiB) for when writers are faster than it.
    database.pragma('wal_autocheckpoint = 65536');
    database.pragma(`journal_size_limit = ${64 * MIB_IN_KIB * 1024}`);
    return database;
}
/** The connection for reads outside transactions: in WAL mode it sees every commit that was acknowledged before the read began. */ export function openReader(file) {
    const database = new SqliteDatabase(file, {
        readonly: true,
        fileMustExist: true,
        timeout: 5_000
    });
    database.pragma('query_only = ON');
    database.pragma('temp_store = MEMORY');
    database.pragma(`cache_size = -${32 * MIB_IN_KIB}`);
    return database;
}
function assertVersion(database) {
    const version = database.prepare('SELECT sqlite_version()').pluck().get();
    if (!isAtLeast(version, LEAST_SQLITE)) {
        database.close();
        throw new DatabaseUsageError('database.unsupportedSqlite', `SQLite ${version} is too old: Rapport needs ${LEAST_SQLITE} or newer. Reinstall the dependencies so that better-sqlite3 is current.`);
    }
}
export function isAtLeast(version, least) {
    const have = version.split('.').map(Number);
    const want = least.split('.').map(Number);
    for(let part = 0; part < want.length; part += 1){
        const difference = (have[part] ?? 0) - (want[part] ?? 0);
        if (difference !== 0) return difference > 0;
    }
    return true;
}
