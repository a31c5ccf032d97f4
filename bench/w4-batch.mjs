/**
 * W4: a campaign over Mailgun through the real pipeline (render, ledger, exact copy, timeline entry, hand-over, settlement), a thousand
 * recipients with one call, against a counting Mailgun in another process, on SQLite. The limit is a million recipients in a minute.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { prepareCampaigns, sendToAll } from './support/campaigns.mjs';
import { assertRows, report } from './support/figures.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const RECIPIENTS = Number(process.env.RECIPIENTS ?? 50_000);

const mailgun = await startMailgun();
const product = await startProduct({ env: { MAILGUN_URL: mailgun.url, SEND_PER_MINUTE: '1000000' } });
try {
  const account = await createAccount(product);
  const config = { domain: 'mail.example.com', region: 'us', apiKey: 'key' };
  const prepared = await prepareCampaigns(product, account, { people: RECIPIENTS, sender: { type: 'mailgun', config } });
  const warm = await sendToAll(account, prepared);
  await mailgun.reset();
  const cpuBefore = product.cpuMs();
  const run = await sendToAll(account, prepared);
  const cpuMs = product.cpuMs() - cpuBefore;
  const { calls, messages, ids } = await mailgun.count();
  assertRows('messages at Mailgun', messages, RECIPIENTS);
  assertRows('different messages at Mailgun', ids, RECIPIENTS);
  assertRows('accepted in the ledger', run.counts.accepted, RECIPIENTS);

  report({
    row: 'W4',
    what: 'campaign over Mailgun, 1,000 recipients per call, each with a durable state',
    figure: RECIPIENTS / run.seconds,
    unit: 'messages/s',
    limit: 16_667,
    note: `${calls} calls for ${RECIPIENTS} recipients`,
  });
  report({
    row: 'W4',
    what: 'processor time of the server, approval and audience included',
    figure: cpuMs / RECIPIENTS,
    unit: 'ms/message',
    better: 'lower',
  });
  report({ row: 'W4', what: 'the same, first campaign after the start', figure: RECIPIENTS / warm.seconds, unit: 'messages/s' });
} finally {
  await product.stop();
  mailgun.stop();
}

async function startMailgun() {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./support/countingMailgun.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const url = `http://127.0.0.1:${JSON.parse(String(line)).port}`;
  return {
    url,
    /** @returns {Promise<{ calls: number, messages: number, ids: number }>} */
    count: async () => await (await fetch(`${url}/count`)).json(),
    reset: () => fetch(`${url}/reset`, { method: 'POST' }),
    stop: () => child.kill(),
  };
}
