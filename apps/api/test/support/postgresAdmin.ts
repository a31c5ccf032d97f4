import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Longer than any connection takes to close. */
const CLOSING_MS = 3_000;

/** One statement on the server of the tests. */
export async function asAdmin(url: string, statement: string): Promise<void> {
  await withAdmin(url, async (client) => {
    await client.query(statement);
  });
}

/**
 * Drops a database once its last connections have closed by themselves. FORCE alone would cut off a pool that is just ending, and a
 * pool that has let go of its listeners has nobody left to hear of it.
 */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await withAdmin(url, async (client) => {
    for (const until = Date.now() + CLOSING_MS; Date.now() < until; await pause(20)) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [name]);
      if (rowCount === 0) break;
    }
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
}

async function withAdmin(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
