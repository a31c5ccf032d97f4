import { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BackgroundCheckpoints } from './BackgroundCheckpoints.js';
import { openReader, openWriter } from './openSqlite.js';
import { ProcessLock } from './ProcessLock.js';
import { SerialisedSqliteRunner } from './SerialisedSqliteRunner.js';
import { bindable, runPrepared, StatementCache } from './StatementCache.js';
import { WriteGate } from './WriteGate.js';
/**
 * SQLite for concurrent requests. The stock driver shares one query runner between all requests, so that one request's
 * ROLLBACK removed rows of another which had been answered as saved. Here every caller gets a runner of its own, transactions
 * take turns at a gate, and reads outside transactions go to a read-only connection that never waits.
 */ export class SerialisedSqliteDriver extends BetterSqlite3Driver {
    createQueryRunner() {
        // TypeORM lets the caller choose the type of the answer; ours is `unknown`, which the compiler rightly calls different.
        return new SerialisedSqliteRunner(this);
    }
    async disconnect() {
        const connections = this.connections;
        this.connections = null;
        if (!connections) return;
        await connections.checkpoints?.stop();
        connections.reader?.close();
        connections.writer.pragma('optimize');
        connections.writer.close();
        connections.lock?.release();
    }
    /** One statement outside any transaction. */ async runPlain(query, parameters = []) {
        const values = bindable(parameters);
        this.logQuery(query, values);
        const { reader, readerStatements, writerStatements } = this.open();
        if (reader && readerStatements && writerStatements.get(query).isRead) {
            return runPrepared(readerStatements.get(query), values);
        }
        return this.gate.pass(()=>this.runOnWriter(query, values));
    }
    /** One statement on the writing connection, now. The caller holds the gate or is being let through it. */ runOnWriter(query, values) {
        const { writerStatements, readerStatements } = this.open();
        const prepared = writerStatements.get(query);
        const answer = runPrepared(prepared, values);
        if (prepared.changesSchema) {
            writerStatements.clear();
            readerStatements?.clear();
        }
        return answer;
    }
    get isInTransaction() {
        return this.open().writer.inTransaction;
    }
    logQuery(query, values) {
        if (this.options.logging) this.dataSource.logger.logQuery(query, values);
    }
    async createDatabaseConnection() {
        const file = this.options.database;
        const isInMemory = file === ':memory:';
        const lock = isInMemory ? null : ProcessLock.take(file);
        try {
            const writer = openWriter(file);
            const reader = isInMemory ? null : openReader(file);
            this.connections = {
                writer,
                writerStatements: new StatementCache(writer),
                reader,
                readerStatements: reader && new StatementCache(reader),
                checkpoints: isInMemory ? null : BackgroundCheckpoints.start(file),
                lock
            };
            return writer;
        } catch (error) {
            lock?.release();
            throw error;
        }
    }
    open() {
        if (!this.connections) throw new Error('The database connection is closed.');
        return this.connections;
    }
    constructor(...args){
        super(...args), this.gate = new WriteGate(), this.connections = null;
    }
}
