import { systemContext } from '../src/platform/context/contexts.js';
import { createDataSource } from '../src/platform/database/createDataSource.js';
import { LedgerLane1765200000000 } from '../src/platform/database/migrations/1765200000000-LedgerLane.js';
import { migrations } from '../src/platform/database/migrations/index.js';
import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import type { Metrics } from '../src/platform/metrics/Metrics.js';
import type { LedgerCounts } from '../src/modules/campaigns/ledger/LedgerCounts.js';
import { LedgerWriter } from '../src/modules/campaigns/ledger/LedgerWriter.js';
import { describeOnEachEngine, type TestDatabase } from './support/testDatabases.js';

const AT = '2026-01-01T00:00:00.000Z';
const LATER = '2099-01-01T00:00:00.000Z';
const RUN = '01a0b1c2-0000-7000-8000-00000000000';
/** Nothing is settled here. */
const uncounted = {} as Metrics;
const uncountedRows = {} as LedgerCounts;
const BEFORE_LANES = migrations.slice(0, migrations.indexOf(LedgerLane1765200000000));

describeOnEachEngine('a ledger of the version before, with rows in flight', (makeDatabase) => {
  let database: TestDatabase;
  let source: RapportDataSource;
  beforeEach(async () => {
    database = await makeDatabase();
    const old = await database.connect({ migrations: BEFORE_LANES });
    await old.runMigrations({ transaction: 'each' });
    await execute(old.manager, sql`INSERT INTO users (id, email, password_hash, created_at) VALUES ('u', 'ann@example.com', 'x', ${AT})`);
    await execute(old.manager, sql`INSERT INTO workspaces (id, user_id, name, created_at) VALUES ('w', 'u', 'One', ${AT})`);
    for (const id of ['c1', 'c2'])
      await execute(
        old.manager,
        sql`INSERT INTO campaigns (id, workspace_id, name, type, status, created_at, updated_at) VALUES (${id}, 'w', 'News', 'email', 'sending', ${AT}, ${AT})`,
      );
    const rows: [id: string, campaign: string, state: string, token: string | null][] = [
      ['a', 'c1', 'claimed', `lane0:${RUN}1`],
      ['b', 'c1', 'handed', `lane0:${RUN}1`],
      ['c', 'c1', 'claimed', `lane1:${RUN}2`],
      ['d', 'c1', 'handed', `lane12:${RUN}3`],
      ['e', 'c2', 'handed', `lane0:${RUN}4`],
      ['f', 'c1', 'planned', null],
    ];
    for (const [id, campaign, state, token] of rows)
      await execute(
        old.manager,
        sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, address, address_key, state, attempt_id, claim_token, claim_expires_at, next_attempt_at, created_at, updated_at)
            VALUES (${id}, 'w', ${campaign}, ${`p-${id}`}, 'email', ${`${id}@example.com`}, ${`${id}@example.com`}, ${state}, ${state === 'handed' ? token : null}, ${token},
              ${token && LATER}, ${AT}, ${AT}, ${AT})`,
      );
    await old.destroy();
    source = createDataSource(database.options, { entities: [], migrations });
    await source.initialize();
    await source.runMigrations({ transaction: 'each' });
  });
  afterEach(async () => {
    await source.destroy();
    await database.remove();
  });

  const statesOf = async (): Promise<Record<string, string>> => {
    const rows = await queryRows<{ id: string; state: string }>(source.manager, sql`SELECT id, state FROM campaign_recipients ORDER BY id`);
    return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
  };

  it('knows the lane of each', async () => {
    const rows = await queryRows<{ id: string; lane: number | null }>(
      source.manager,
      sql`SELECT id, lane FROM campaign_recipients ORDER BY id`,
    );
    expect(rows.map(({ id, lane }) => [id, lane])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1],
      ['d', 12],
      ['e', 0],
      ['f', null],
    ]);
  });

  it('gives a lane that starts again its own leftovers, and no others', async () => {
    const ledger = new LedgerWriter(uncounted, uncountedRows, new UnitOfWork());
    const ctx = systemContext(source.manager);
    expect(await ledger.recover(ctx, { campaignId: 'c1', lane: 0 }, LATER)).toEqual({ replanned: 1, uncertain: 1 });
    expect(await statesOf()).toEqual({ a: 'planned', b: 'uncertain', c: 'claimed', d: 'handed', e: 'handed', f: 'planned' });
    expect(await ledger.recover(ctx, { campaignId: 'c1', lane: 1 }, LATER)).toEqual({ replanned: 1, uncertain: 0 });
    expect(await ledger.recover(ctx, { campaignId: 'c1', lane: 2 }, LATER)).toEqual({ replanned: 0, uncertain: 0 });
    expect(await ledger.recover(ctx, 'everything', LATER)).toEqual({ replanned: 0, uncertain: 2 });
  });

  it('writes the lane with a claim, and frees it with the row', async () => {
    const ledger = new LedgerWriter(uncounted, uncountedRows, new UnitOfWork());
    const ctx = systemContext(source.manager);
    const laneOf = async (): Promise<unknown> =>
      (await queryRows<{ lane: unknown }>(source.manager, sql`SELECT lane FROM campaign_recipients WHERE id = 'f'`))[0]?.lane;
    const claim = { token: 'run', limit: 5, expiresAt: LATER, now: LATER };
    expect((await ledger.claim(ctx, { campaignId: 'c1', lane: 1 }, claim)).map(({ id }) => id)).toEqual(['f']);
    expect(await laneOf()).toBe(1);
    await ledger.release(ctx, 'c1', 'run', LATER);
    expect(await laneOf()).toBeNull();
  });
});
