import { EntityManager, QueryRunner } from 'typeorm';
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js';

import type { ObservesBegin } from './beginWait.js';
import { PostgresRunner } from './postgres/PostgresRunner.js';
import { SerialisedSqliteRunner } from './sqlite/SerialisedSqliteRunner.js';
import type { Unit } from './Unit.js';
import { refuseOutsideQuery, runInScope, type TransactionScope } from './transactionScope.js';

type Work<T> = (manager: EntityManager) => Promise<T>;

/**
 * The entity manager of both engines. It differs from the stock one in `transaction`: the callback knows that it runs inside
 * a transaction (so that a query beside it is refused), and a statement which arrives after COMMIT or ROLLBACK is refused
 * instead of being executed on its own.
 */
export class TransactionManager extends EntityManager {
  /** Set by UnitOfWork. A weak map of managers instead costs the garbage collector a tenth of every small write. */
  unit: Unit | null = null;

  override async transaction<T>(first: IsolationLevel | Work<T>, second?: Work<T>): Promise<T> {
    const work = typeof first === 'function' ? first : second;
    if (!work) throw new TypeError('transaction() needs a callback');
    const isolation = typeof first === 'function' ? undefined : first;
    if (this.queryRunner) {
      const nested: Work<T> = work;
      return isolation ? super.transaction(isolation, nested) : super.transaction(nested);
    }
    return this.runOutermost(work, isolation);
  }

  private async begin(runner: QueryRunner, isolation: IsolationLevel | undefined): Promise<void> {
    const { onBegin } = this.dataSource as ObservesBegin;
    if (!onBegin) return runner.startTransaction(isolation);
    const askedAt = performance.now();
    await runner.startTransaction(isolation);
    onBegin((performance.now() - askedAt) / 1000);
  }

  private async runOutermost<T>(work: Work<T>, isolation: IsolationLevel | undefined): Promise<T> {
    refuseOutsideQuery(this.dataSource, null, 'BEGIN');
    const runner = this.dataSource.createQueryRunner();
    const scope: TransactionScope = { dataSource: this.dataSource, runner, isOpen: true };
    try {
      await this.begin(runner, isolation);
      let result: T;
      try {
        result = await runInScope(scope, () => work(runner.manager));
        refuseLateStatements(runner);
        await runner.commitTransaction();
      } catch (error) {
        refuseLateStatements(runner);
        await rollBack(runner);
        throw error;
      }
      return result;
    } finally {
      scope.isOpen = false;
      await runner.release();
    }
  }
}

/** The first error is the one worth reporting: a failed ROLLBACK means the connection is gone and the server has rolled back by itself. */
async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } catch {
    return;
  }
}

/** From here on only the end of the transaction itself may pass; whatever else still comes was not awaited by its author. */
function refuseLateStatements(runner: QueryRunner): void {
  if (runner instanceof SerialisedSqliteRunner || runner instanceof PostgresRunner) runner.refuseLateStatements();
}
