import { mkdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DatabaseUsageError } from '../databaseErrors.js';
/**
 * Holds `<name>.lock` beside the database for the life of the process, so that a second process cannot write the same file.
 * The lock is SQLite's own exclusive file lock on an empty database: the operating system drops it when the process dies,
 * however it dies, so there is no stale lock to clean up.
 */ export class ProcessLock {
    constructor(database){
        this.database = database;
    }
    static take(databaseFile) {
        const { dir, name } = parse(databaseFile);
        mkdirSync(dirname(databaseFile), {
            recursive: true
        });
        const database = new SqliteDatabase(join(dir, `${name}.lock`), {
            timeout: 0
        });
        try {
            database.exec('BEGIN EXCLUSIVE');
        } catch (error) {
            database.close();
            if (!isBusy(error)) throw error;
            throw new DatabaseUsageError('database.inUse', `The database ${databaseFile} is in use by another running Rapport: stop that one first, or choose another DATA_DIR.`);
        }
        return new ProcessLock(database);
    }
    release() {
        this.database.close();
    }
}
function isBusy(error) {
    return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
