/**
 * W4c: a campaign over SMTP through the real pipeline (render, ledger, exact copy, timeline entry, hand-over, settlement) against a
 * counting mail server in another process, on SQLite. The limit is nodemailer alone with the same message, the same connections
 * and the same server, in the same run: it neither renders nor remembers anything.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { prepareCampaigns, sendToAll } from './support/campaigns.mjs';
import { assertRows, report } from './support/figures.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const RECIPIENTS = Number(process.env.RECIPIENTS ?? 20_000);
const ALONE = Math.min(RECIPIENTS, 6_000);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 10);

const sink = await startSink();
const product = await startProduct();
try {
  const account = await createAccount(product);
  const config = { host: '127.0.0.1', port: sink.port, security: 'none', connections: CONNECTIONS };
  const prepared = await prepareCampaigns(product, account, { people: RECIPIENTS, sender: { type: 'smtp', config } });
  const warm = await sendToAll(account, prepared);
  await sink.reset();
  const cpuBefore = product.cpuMs();
  const run = await sendToAll(account, prepared);
  const cpuMs = product.cpuMs() - cpuBefore;
  assertRows('messages at the mail server', await sink.count(), RECIPIENTS);
  assertRows('accepted in the ledger', run.counts.accepted, RECIPIENTS);
  const { items } = await account.call('GET', `W/campaigns/${run.id}/recipients?limit=1`);
  const message = await account.call('GET', `W/messages/${items[0].sentMessageId}`);
  const alone = await nodemailerAlone(message);

  const perSecond = RECIPIENTS / run.seconds;
  report({
    row: 'W4c',
    what: `campaign over SMTP, ${CONNECTIONS} connections, each with a durable state`,
    figure: perSecond,
    unit: 'messages/s',
    limit: 1_250,
    note: 'the aim is 2,500',
  });
  report({
    row: 'W4c',
    what: 'processor time of the server, approval and audience included',
    figure: cpuMs / RECIPIENTS,
    unit: 'ms/message',
    better: 'lower',
  });
  report({ row: 'W4c', what: 'the same, first campaign after the start', figure: RECIPIENTS / warm.seconds, unit: 'messages/s' });
  report({
    row: 'W4c',
    what: 'nodemailer alone, nothing rendered, nothing stored',
    figure: alone,
    unit: 'messages/s',
    note: `the campaign reaches ${Math.round((perSecond / alone) * 100)} % of it`,
  });
} finally {
  await product.stop();
  sink.stop();
}

/** @param {{ subject: string, html: string, text: string, headers: { name: string, value: string }[] }} message */
async function nodemailerAlone(message) {
  const require = createRequire(new URL('../libs/providers/package.json', import.meta.url));
  const { createTransport } = require('nodemailer');
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: sink.port,
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: 100_000,
  });
  const headers = message.headers
    .filter(({ name }) => !['From', 'To', 'Subject', 'Message-ID'].includes(name))
    .map(({ name, value }) => ({ key: name, value }));
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS * 2 }, async () => {
      while (next < ALONE) {
        const to = `alone.${next++}@example.com`;
        await transport.sendMail({
          from: 'Garden Club <club@garden.example.org>',
          to,
          subject: message.subject,
          html: message.html,
          text: message.text,
          headers,
        });
      }
    }),
  );
  const perSecond = ALONE / ((performance.now() - startedAt) / 1000);
  transport.close();
  return perSecond;
}

async function startSink() {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../libs/providers/dist/testing/sinkProcess.js', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const { port, controlPort } = JSON.parse(String(line));
  const control = `http://127.0.0.1:${controlPort}`;
  return {
    port,
    count: async () => /** @type {number} */ (await (await fetch(`${control}/count`)).json()),
    reset: () => fetch(`${control}/reset`, { method: 'POST' }),
    stop: () => child.kill(),
  };
}
