/**
 * W7a: what the audit log costs a POST. Two servers that differ in nothing else take the same requests in turn; the figure is how
 * much more processor time the one that writes the log needs for a request, and how much slower it answers.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assertRows, report } from './support/figures.mjs';
import { offerLoad } from './support/load.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const server = fileURLToPath(new URL('../apps/api/dist/main.js', import.meta.url));
const withoutAudit = fileURLToPath(new URL('support/withoutAudit.mjs', import.meta.url));
const REQUESTS = 4_000;
const ROUNDS = 4;
const LIMITS = { RATE_LIMIT_PERSON: '1000000000' };

const [plain, audited] = await Promise.all([
  startProduct({ env: LIMITS, command: [process.execPath, `--import=${withoutAudit}`, server] }),
  startProduct({ env: LIMITS, command: [process.execPath, server] }),
]);
try {
  const contenders = [
    { product: plain, account: await createAccount(plain) },
    { product: audited, account: await createAccount(audited) },
  ];
  /** @type {{ micros: number, perSecond: number }[][]} */
  const rounds = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { product, account }] of contenders.entries()) {
      const outcome = await create(product, account, `r${round}`);
      // The first round warms up.
      if (round > 0) rounds[index]?.push(outcome);
    }
  }
  for (const { account } of contenders) {
    const { count } = await account.call('GET', 'W/contacts/count');
    assertRows('contacts in the database', count, REQUESTS * (ROUNDS + 1));
  }
  const [without, with_] = rounds.map((list) => ({
    micros: median(list.map(({ micros }) => micros)),
    perSecond: median(list.map(({ perSecond }) => perSecond)),
  }));
  report({
    row: 'W7a',
    what: 'POST contact: processor time that the audit log adds',
    figure: ((with_?.micros ?? 0) / (without?.micros ?? 1) - 1) * 100,
    unit: '%',
    limit: 15,
    better: 'lower',
    note: `${Math.round(without?.micros ?? 0)} and ${Math.round(with_?.micros ?? 0)} µs a request`,
  });
  report({ row: 'W7a', what: 'POST contact without the audit log', figure: without?.perSecond ?? 0, unit: 'req/s' });
  report({ row: 'W7a', what: 'POST contact with it', figure: with_?.perSecond ?? 0, unit: 'req/s' });
} finally {
  await plain.stop();
  await audited.stop();
}

/** @param {import('./support/product.mjs').Product} product @param {import('./support/product.mjs').Account} account @param {string} prefix */
async function create(product, account, prefix) {
  const before = processorMs(product.pid);
  const outcome = await offerLoad({
    port: product.port,
    connections: 50,
    requests: {
      count: REQUESTS,
      method: 'POST',
      path: `/api/v1/workspaces/${account.workspaceId}/contacts`,
      headers: { Cookie: account.cookie, 'X-Rapport-Client': 'bench', 'Content-Type': 'application/json' },
      body: JSON.stringify({
        firstName: 'Ada',
        lastName: `${prefix} {n}`,
        primaryEmail: `${prefix}.{n}@example.com`,
        company: 'Example Ltd',
      }),
    },
  });
  assertRows('contacts created with 201', outcome.statuses['201'] ?? 0, REQUESTS);
  return { micros: ((processorMs(product.pid) - before) * 1000) / REQUESTS, perSecond: outcome.perSecond };
}

/** Processor time of the whole process so far. Linux only, in steps of 10 ms. @param {number} pid */
function processorMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
