/** A PostgreSQL for a developer's own test runs: `node tools/postgres.mjs`, then set TEST_DATABASE_URL to the printed address. Ctrl-C ends it. */
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail, say } = await import('./support/report.mjs');
const { startPostgres } = await import('./support/postgres.mjs');

try {
  const server = await startPostgres();
  say(`TEST_DATABASE_URL=${server.url}`);
  const idle = setInterval(() => {}, 60_000);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      clearInterval(idle);
      server.stop().catch(fail);
    });
  }
} catch (error) {
  fail(error);
}
