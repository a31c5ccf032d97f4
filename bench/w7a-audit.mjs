/**
 * W7a: what the audit log costs a POST. Two servers that differ in nothing else take the same requests, each in its turn: how much longer
 * a POST takes to be answered, how many fewer there are when fifty connections never pause, and how much more processor time each needs.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assertRows, report } from './support/figures.mjs';
import { offerLoad } from './support/load.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const server = fileURLToPath(new URL('../apps/api/dist/main.js', import.meta.url));
const withoutAudit = fileURLToPath(new URL('support/withoutAudit.mjs', import.meta.url));
const REQUESTS = 4_000;
const ROUNDS = 6;
const PACED = 1_500;
const RATE = 500;
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
  /** @type {Measured[][]} */
  const rounds = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    // Whoever comes first in a round comes second in the next: the machine gets slower and faster meanwhile.
    const order = [...contenders.entries()];
    if (round % 2) order.reverse();
    for (const [index, { product, account }] of order) {
      const outcome = await create(product, account, `r${round}`);
      // The first round warms up.
      if (round > 0) rounds[index]?.push(outcome);
    }
  }
  for (const { account } of contenders) {
    const { count } = await account.call('GET', 'W/contacts/count');
    assertRows('contacts in the database', count, (REQUESTS + PACED) * (ROUNDS + 1));
  }
  const [without, with_] = rounds.map((list) => ({
    micros: median(list.map(({ micros }) => micros)),
    perSecond: median(list.map(({ perSecond }) => perSecond)),
    answeredMs: median(list.map(({ answeredMs }) => answeredMs)),
  }));
  if (!without || !with_) throw new Error('nothing was measured');
  report({
    row: 'W7a',
    what: `POST contact at ${RATE} req/s: time until it is answered that the audit log adds`,
    figure: (with_.answeredMs / without.answeredMs - 1) * 100,
    unit: '%',
    limit: 15,
    better: 'lower',
    note: `${without.answeredMs.toFixed(2)} and ${with_.answeredMs.toFixed(2)} ms, median`,
  });
  report({
    row: 'W7a',
    what: 'POST contact at saturation: requests fewer with the audit log',
    figure: (1 - with_.perSecond / without.perSecond) * 100,
    unit: '%',
    limit: 15,
    better: 'lower',
    note: `${Math.round(without.perSecond)} and ${Math.round(with_.perSecond)} req/s`,
  });
  report({
    row: 'W7a',
    what: 'POST contact: processor time that the audit log adds',
    figure: (with_.micros / without.micros - 1) * 100,
    unit: '%',
    note: `${Math.round(without.micros)} and ${Math.round(with_.micros)} µs a request, all threads`,
  });
} finally {
  await plain.stop();
  await audited.stop();
}

/** @typedef {{ micros: number, perSecond: number, answeredMs: number }} Measured */

/** @param {import('./support/product.mjs').Product} product @param {import('./support/product.mjs').Account} account @param {string} prefix
 * @returns {Promise<Measured>} */
async function create(product, account, prefix) {
  const before = processorMs(product.pid);
  const outcome = await post(product, account, { prefix, count: REQUESTS });
  const micros = ((processorMs(product.pid) - before) * 1000) / REQUESTS;
  const paced = await post(product, account, { prefix: `${prefix}-paced`, count: PACED, rate: RATE });
  return { micros, perSecond: outcome.perSecond, answeredMs: paced.p50 };
}

/** @param {import('./support/product.mjs').Product} product @param {import('./support/product.mjs').Account} account
 * @param {{ prefix: string, count: number, rate?: number }} load */
async function post(product, account, { prefix, count, rate = 0 }) {
  const outcome = await offerLoad({
    port: product.port,
    connections: 50,
    rate,
    requests: {
      count,
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
  assertRows('contacts created with 201', outcome.statuses['201'] ?? 0, count);
  return outcome;
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
