import { EntityManager } from 'typeorm';
import { transactionEnded } from './databaseErrors.js';
import { refuseOutsideQuery, runInScope } from './transactionScope.js';
/**
 * The entity manager of both engines. It differs from the stock one in `transaction`: the callback knows that it runs inside
 * a transaction (so that a query beside it is refused), and a statement which arrives after COMMIT or ROLLBACK is refused
 * instead of being executed on its own.
 */ export class TransactionManager extends EntityManager {
    async transaction(first, second) {
        const work = typeof first === 'function' ? first : second;
        if (!work) throw new TypeError('transaction() needs a callback');
        const isolation = typeof first === 'function' ? undefined : first;
        if (this.queryRunner) {
            const nested = work;
            return isolation ? super.transaction(isolation, nested) : super.transaction(nested);
        }
        return this.runOutermost(work, isolation);
    }
    async runOutermost(work, isolation) {
        refuseOutsideQuery(this.dataSource, null, 'BEGIN');
        const runner = this.dataSource.createQueryRunner();
        const scope = {
            dataSource: this.dataSource,
            runner,
            isOpen: true
        };
        try {
            await runner.startTransaction(isolation);
            let result;
            try {
                result = await runInScope(scope, ()=>work(runner.manager));
                refuseLateStatements(runner);
                await runner.commitTransaction();
            } catch (error) {
                refuseLateStatements(runner);
                await rollBack(runner);
                throw error;
            }
            return result;
        } finally{
            scope.isOpen = false;
            await runner.release();
        }
    }
}
/** The first error is the one worth reporting: a failed ROLLBACK means the connection is gone and the server has rolled back by itself. */ async function rollBack(runner) {
    try {
        if (runner.isTransactionActive) await runner.rollbackTransaction();
    } catch  {
        return;
    }
}
/** From here on only the end of the transaction itself may pass; whatever else still comes was not awaited by its author. */ function refuseLateStatements(runner) {
    if (Object.hasOwn(runner, 'query')) return;
    const query = runner.query.bind(runner);
    const guarded = async (sql, parameters, structured)=>{
        if (sql !== 'COMMIT' && sql !== 'ROLLBACK') throw transactionEnded(sql);
        return query(sql, parameters, structured);
    };
    Object.defineProperty(runner, 'query', {
        value: guarded
    });
}
