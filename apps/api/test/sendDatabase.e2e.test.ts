import { SmtpSink } from '@rapport/providers/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { queryOne, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, type Campaign, expectNobodyTwice, getCampaign, seedList, sumOfEnds, useSink } from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';
import { waitFor } from './support/waitFor.js';

interface Server {
  readonly url: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const PEOPLE = 400;

/** A campaign on its way, slow enough that something is always on the network. */
async function sendSlowly(test: TestApp, sink: SmtpSink): Promise<Campaign> {
  await useSink(test.owner, sink);
  const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, PEOPLE, 'slow');
  const campaign = await approvedCampaign(test.owner, [listId]);
  sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 60 } });
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  await waitFor('some mail', () => sink.received.length > 40, 20_000);
  return campaign;
}

/** The ledger tells what arrived, row by row, and nothing is left to a person. */
async function expectAllKnown(test: TestApp, sink: SmtpSink, id: string): Promise<void> {
  const isSent = async (): Promise<boolean> => {
    try {
      return (await getCampaign(test.owner, id)).status === 'sent';
    } catch {
      // The database is not back yet.
      return false;
    }
  };
  await waitFor('the end of the campaign', isSent, 90_000);
  const { counts } = await getCampaign(test.owner, id);
  expect(counts).toMatchObject({ recipients: PEOPLE, accepted: PEOPLE, failed: 0, uncertain: 0 });
  expect(sumOfEnds(counts)).toBe(PEOPLE);
  expectNobodyTwice(sink);
  expect(sink.countsByRecipient().size).toBe(PEOPLE);
}

it('knows what became of every message when PostgreSQL is restarted in the middle of a send', async () => {
  const module = new URL('../../../tools/support/postgres.mjs', import.meta.url).href;
  const { startPostgres } = (await import(module)) as { startPostgres(): Promise<Server> };
  const server = await startPostgres();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'rapport-test-'));
  const database: TestDatabase = {
    environment: { DATA_DIR: dataDir, DATABASE_URL: server.url },
    dataDir,
    isPostgres: true,
    remove: () => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })),
  };
  const sink = await SmtpSink.start({ keepMessages: false });
  const test = await TestApp.start({}, database);
  try {
    const campaign = await sendSlowly(test, sink);
    for (const atLeast of [120, 220]) {
      await server.restart();
      await waitFor('more mail', () => sink.received.length > atLeast, 60_000);
    }
    sink.setFaults();
    await expectAllKnown(test, sink, campaign.id);
  } finally {
    await test.stop();
    await sink.stop();
    await server.stop();
  }
}, 240_000);

it('knows it when the disk of SQLite is full for a while', async () => {
  const database = await createTestDatabase({ isMigrated: true });
  // The same on PostgreSQL needs a file system of its own; the restart above stands for it.
  if (database.isPostgres) return database.remove();
  const sink = await SmtpSink.start({ keepMessages: false });
  const test = await TestApp.start({}, database);
  const { manager } = test.services.dataSource;
  try {
    const campaign = await sendSlowly(test, sink);
    const limit = (pages: number): Promise<unknown> => queryOne(manager, sql.raw(`PRAGMA max_page_count = ${pages}`));
    // Not below what is used already: the next page that is needed is refused, as by a full disk.
    await limit(1);
    const before = sink.received.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    // What was on the network has arrived; nothing new was handed over without being noted.
    expect(sink.received.length).toBeLessThan(before + 120);
    await limit(1_073_741_823);
    sink.setFaults();
    await expectAllKnown(test, sink, campaign.id);
  } finally {
    await test.stop();
    await sink.stop();
  }
}, 120_000);
