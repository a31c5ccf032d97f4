import { QueryFailedError } from 'typeorm';
const CACHED_STATEMENTS = 500;
/** Prepared statements of one connection, least recently used first out. Runners live for one request; the cache outlives them. */ export class StatementCache {
    constructor(database){
        this.database = database;
        this.statements = new Map();
    }
    get(query) {
        const known = this.statements.get(query);
        if (known) this.statements.delete(query);
        const prepared = known ?? this.prepare(query);
        this.statements.set(query, prepared);
        if (this.statements.size > CACHED_STATEMENTS) this.dropOldest();
        return prepared;
    }
    clear() {
        this.statements.clear();
    }
    /** A statement is told by what SQLite says of it: `INSERT … RETURNING` both writes and returns rows. */ prepare(query) {
        const statement = this.compile(query);
        // SQLite calls many pragmas read-only although they change the connection; those belong to the writing connection.
        const isRead = statement.reader && statement.readonly && !/^\s*pragma\b/i.test(query);
        return {
            statement,
            returnsRows: statement.reader,
            isRead,
            changesSchema: /^\s*(create|alter|drop)\b/i.test(query)
        };
    }
    compile(query) {
        try {
            return this.database.prepare(query);
        } catch (error) {
            throw new QueryFailedError(query, [], error);
        }
    }
    dropOldest() {
        const oldest = this.statements.keys().next();
        if (!oldest.done) this.statements.delete(oldest.value);
    }
}
export function runPrepared(prepared, parameters) {
    try {
        return execute(prepared, parameters);
    } catch (error) {
        throw new QueryFailedError(prepared.statement.source, parameters, error);
    }
}
function execute(prepared, parameters) {
    if (prepared.returnsRows) {
        const rows = prepared.statement.all(...parameters);
        return {
            raw: rows,
            rows,
            affected: prepared.isRead ? 0 : rows.length
        };
    }
    const result = prepared.statement.run(...parameters);
    return {
        raw: result.lastInsertRowid,
        rows: [],
        affected: result.changes
    };
}
/** SQLite has no boolean, and better-sqlite3 refuses `undefined`, which PostgreSQL takes as NULL. */ export function bindable(parameters) {
    return parameters.map((value)=>typeof value === 'boolean' ? Number(value) : value === undefined ? null : value);
}
