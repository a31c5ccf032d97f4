import type pg from 'pg';
import { QueryFailedError, type ReplicationMode } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';

import type { Statement, StatementResult } from '../Statement.js';
import { copyText } from './copyText.js';
import { PostgresRunner } from './PostgresRunner.js';
import type { RapportClient } from './RapportClient.js';
import { SharedConnection } from './SharedConnection.js';
import type { StatementDriver } from './StatementDriver.js';
import { StatementNames } from './StatementNames.js';

/** PostgreSQL with prepared statements, and with little between a statement and its connection. */
export class RapportPostgresDriver extends PostgresDriver implements StatementDriver {
  private readonly names = new StatementNames();
  private readonly shared = new SharedConnection(this.connectionOptions());

  override createQueryRunner(mode: ReplicationMode): PostgresQueryRunner {
    // TypeORM lets the caller choose the type of the answer; ours is `unknown`, which the compiler rightly calls different.
    return new PostgresRunner(this, mode) as unknown as PostgresQueryRunner;
  }

  /** One statement outside any transaction. */
  async runPlain(statement: Statement): Promise<StatementResult> {
    const [client, release] = (await this.obtainMasterConnection()) as [pg.PoolClient, () => void];
    try {
      return await this.runOn(client, statement).catch((error: unknown) => {
        if (!isOutdated(error)) throw error;
        return this.runOn(client, statement);
      });
    } finally {
      release();
    }
  }

  /** A short read outside any transaction, on the connection of all. A read may be repeated: one that was lost with its connection is. */
  async runShort(statement: Statement): Promise<StatementResult> {
    const client = await this.shared.get();
    try {
      return await this.runOn(client, statement);
    } catch (error) {
      if (isOutdated(error)) return this.runOn(client, statement);
      if (!isLost(error)) throw error;
      this.shared.lose(client);
      return this.runOn(await this.shared.get(), statement);
    }
  }

  override async disconnect(): Promise<void> {
    await this.shared.close();
    await super.disconnect();
  }

  async runOn(client: pg.ClientBase, { text, parameters, isFixed }: Statement): Promise<StatementResult> {
    const { logger } = this.dataSource;
    logger.logQuery(text, parameters);
    const name = isFixed ? this.names.nameOf(text) : undefined;
    try {
      const { rows, rowCount } = await client.query<Record<string, unknown>>(
        name === undefined ? { text, values: parameters } : { name, text, values: parameters },
      );
      return { rows, affected: rowCount ?? rows.length };
    } catch (error) {
      logger.logQueryError(error as Error, text, parameters);
      const failure = new QueryFailedError(text, parameters, error as Error);
      if (name !== undefined && isOutdated(failure)) this.names.retire(text);
      throw failure;
    }
  }

  /** Rows by COPY, on a connection on which all statements before have been answered. */
  async copyOn(client: pg.ClientBase, statement: string, rows: readonly (readonly unknown[])[]): Promise<void> {
    const { logger } = this.dataSource;
    logger.logQuery(statement);
    try {
      await (client as RapportClient).copy(statement, [...copyText(rows)]);
    } catch (error) {
      logger.logQueryError(error as Error, statement);
      throw new QueryFailedError(statement, [], error as Error);
    }
  }

  private connectionOptions(): pg.ClientConfig {
    const { url, applicationName, connectTimeoutMS, extra } = this.options;
    return {
      ...(extra as object),
      ...(url === undefined ? {} : { connectionString: url }),
      ...(applicationName === undefined ? {} : { application_name: applicationName }),
      ...(connectTimeoutMS === undefined ? {} : { connectionTimeoutMillis: connectTimeoutMS }),
    };
  }
}

/**
 * What was prepared no longer fits: a newer version has changed the table while this one still runs ("cached plan must not change result
 * type"), or a pooler has handed us another connection. Nothing was done; without a name the same statement runs.
 */
function isOutdated(error: unknown): boolean {
  const { code, message } = (error as QueryFailedError<Error & { code?: string }>).driverError;
  return code === '26000' || (code === '0A000' && message.includes('cached plan'));
}

/** The connection has ended, or the server ends it (class 57P): what the server says of a statement has a code of five characters. */
function isLost(error: unknown): boolean {
  const { code } = (error as QueryFailedError<Error & { code?: string }>).driverError;
  return code?.length !== 5 || code.startsWith('57P');
}
