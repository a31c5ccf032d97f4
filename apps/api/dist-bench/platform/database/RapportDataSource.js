import { DataSource } from 'typeorm';
import { SerialisedSqliteDriver } from './sqlite/SerialisedSqliteDriver.js';
import { SerialisedSqliteRunner } from './sqlite/SerialisedSqliteRunner.js';
import { TransactionManager } from './TransactionManager.js';
import { refuseOutsideQuery } from './transactionScope.js';
/** TypeORM's data source with our transaction rules, and with the serialised driver in place of the stock one on SQLite. */ export class RapportDataSource extends DataSource {
    constructor(options){
        super(options);
        if (options.type === 'better-sqlite3') this.driver = new SerialisedSqliteDriver(this);
    }
    createEntityManager(queryRunner) {
        return new TransactionManager(this, queryRunner);
    }
    createQueryRunner(mode = 'master') {
        refuseOutsideQuery(this, null, '(a new query runner)');
        return super.createQueryRunner(mode);
    }
    async query(query, parameters, queryRunner) {
        if (queryRunner || !(this.driver instanceof SerialisedSqliteDriver) || !Array.isArray(parameters ?? [])) {
            return super.query(query, parameters, queryRunner);
        }
        // Short cut: a plain statement on SQLite needs neither a runner nor a manager of its own.
        refuseOutsideQuery(this, null, query);
        return (await this.driver.runPlain(query, parameters)).raw;
    }
    /** One statement with its rows and its count of changed rows, alike on both engines. */ async execute(query, parameters, queryRunner) {
        if (!queryRunner && this.driver instanceof SerialisedSqliteDriver) {
            refuseOutsideQuery(this, null, query);
            const answer = await this.driver.runPlain(query, parameters);
            return {
                rows: answer.rows,
                affected: answer.affected
            };
        }
        const runner = queryRunner ?? this.createQueryRunner();
        try {
            const answer = await runner.query(query, parameters, true);
            return {
                rows: answer.records,
                affected: answer.affected ?? answer.records.length
            };
        } finally{
            if (!queryRunner) await runner.release();
        }
    }
    /** One statement with `?` for many rows, inside the runner's transaction. SQLite only: PostgreSQL is sent a batch as one document. */ async runForEach(query, rows, queryRunner) {
        if (!(queryRunner instanceof SerialisedSqliteRunner)) throw new TypeError('runForEach() needs an open transaction on SQLite.');
        await queryRunner.runForEach(query, rows);
    }
}
