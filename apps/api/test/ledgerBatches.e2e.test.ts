import type { LedgerCounts } from '../src/modules/campaigns/ledger/LedgerCounts.js';
import type { AcceptedRecipient } from '../src/modules/campaigns/ledger/ledgerRows.js';
import { NOBODY } from '../src/modules/campaigns/CampaignRow.js';
import { LedgerWriter } from '../src/modules/campaigns/ledger/LedgerWriter.js';
import { addressingOf } from '../src/modules/campaigns/channels/addressings.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { createDataSource } from '../src/platform/database/createDataSource.js';
import { migrations } from '../src/platform/database/migrations/index.js';
import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import type { Metrics } from '../src/platform/metrics/Metrics.js';
import { describeOnEachEngine, type TestDatabase } from './support/testDatabases.js';

const AT = '2026-01-01T00:00:00.000Z';
const PEOPLE = 1_000;
const uncounted = { messagesSettled: () => undefined } as unknown as Metrics;
const uncountedRows = { planned: () => undefined, accepted: () => undefined } as unknown as LedgerCounts;
const ledger = new LedgerWriter(uncounted, uncountedRows, new UnitOfWork());

interface Row {
  readonly id: string;
  readonly state: string;
  readonly messageId: string | null;
  readonly providerId: string | null;
}

describeOnEachEngine('a thousand messages at once', (makeDatabase) => {
  let database: TestDatabase;
  let source: RapportDataSource;
  let ctx: WorkspaceContext;
  beforeEach(async () => {
    database = await makeDatabase();
    source = createDataSource(database.options, { entities: [], migrations });
    await source.initialize();
    await source.runMigrations({ transaction: 'each' });
    const { manager } = source;
    ctx = jobContext(manager, 'w', 'test');
    await execute(manager, sql`INSERT INTO users (id, email, password_hash, created_at) VALUES ('u', 'ann@example.com', 'x', ${AT})`);
    await execute(manager, sql`INSERT INTO workspaces (id, user_id, name, created_at) VALUES ('w', 'u', 'One', ${AT})`);
    await execute(
      manager,
      sql`INSERT INTO campaigns (id, workspace_id, name, type, status, created_at, updated_at) VALUES ('c', 'w', 'News', 'email', 'sending', ${AT}, ${AT})`,
    );
    const people = Array.from({ length: PEOPLE }, (_, i) => `p${i}`);
    const contacts = people.map((id) => sql`(${id}, 'w', ${`${id}@example.com`}, ${`${id}@example.com`}, ${AT}, ${AT})`);
    await execute(
      manager,
      sql`INSERT INTO base_contacts (id, workspace_id, primary_email, email_key, created_on, updated_at) VALUES ${sql.join(contacts, ', ')}`,
    );
    const members = people.map((id) => {
      return { contactId: id, address: `${id}@example.com`, addressKey: `${id}@example.com`, skipReason: null };
    });
    await ledger.plan(ctx, { id: 'c', audience: { channel: 'email', ...NOBODY } }, members, AT);
  });
  afterEach(async () => {
    await source.destroy();
    await database.remove();
  });

  const rows = (): Promise<Row[]> =>
    queryRows<Row>(
      source.manager,
      sql`SELECT id, state, message_id AS "messageId", vendor_message_id AS "providerId" FROM campaign_recipients ORDER BY id`,
    );

  it('are handed over and accepted each with the ids of its own, and no other row is', async () => {
    const claimed = await ledger.claim(ctx, { campaignId: 'c', lane: 0 }, { token: 't', limit: PEOPLE - 1, expiresAt: AT, now: AT });
    expect(claimed).toHaveLength(PEOPLE - 1);
    // In an order that is not that of the table; the last of them is given no message.
    const written = claimed.toReversed().slice(1);
    const messages = written.map(({ id }) => ({ id, messageId: `<${id}@example.com>` }));
    const input = { token: 't', messages, cap: null, expiresAt: AT, now: AT };
    const handed = await ledger.hand(
      ctx,
      { campaign: { id: 'c', audience: { channel: 'email', ...NOBODY } }, addressing: addressingOf('email') },
      input,
    );
    expect(handed).toEqual(new Set(written.map(({ id }) => id)));

    // Every third provider gives no id; the others keep theirs.
    const taken = written.map(({ id }, place) => ({ id, providerMessageId: place % 3 === 0 ? null : `their-${id}` }));
    const accepted: AcceptedRecipient[] = await ledger.accept(ctx, 't', taken, AT);
    expect(accepted.map(({ id }) => id).sort()).toEqual(written.map(({ id }) => id).sort());
    const theirs = new Map(taken.map(({ id, providerMessageId }) => [id, providerMessageId]));
    for (const { id, state, messageId, providerId } of await rows()) {
      const isHanded = handed.has(id);
      expect({ messageId, providerId }).toEqual(
        isHanded ? { messageId: `<${id}@example.com>`, providerId: theirs.get(id) } : { messageId: null, providerId: null },
      );
      expect(state === 'accepted').toBe(isHanded);
    }
    // Told again, it is no news.
    expect(await ledger.accept(ctx, 't', taken, AT)).toEqual([]);
  });

  it('are handed over without those that another run has claimed meanwhile', async () => {
    const claimed = await ledger.claim(ctx, { campaignId: 'c', lane: 0 }, { token: 't', limit: PEOPLE, expiresAt: AT, now: AT });
    const [lost] = claimed;
    await execute(source.manager, sql`UPDATE campaign_recipients SET claim_token = 'other' WHERE id = ${lost?.id ?? ''}`);
    const messages = claimed.map(({ id }) => ({ id, messageId: `<${id}@example.com>` }));
    const input = { token: 't', messages, cap: null, expiresAt: AT, now: AT };
    const handed = await ledger.hand(
      ctx,
      { campaign: { id: 'c', audience: { channel: 'email', ...NOBODY } }, addressing: addressingOf('email') },
      input,
    );
    expect(handed.size).toBe(PEOPLE - 1);
    expect(handed.has(lost?.id ?? '')).toBe(false);
  });
});
