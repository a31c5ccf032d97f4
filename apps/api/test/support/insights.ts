import { InsightSearch } from '../../src/modules/insights/InsightSearch.js';
import { jobContext } from '../../src/platform/context/contexts.js';
import { newId } from '../../src/platform/database/ids.js';
import { execute, sql } from '../../src/platform/database/sql.js';
import { countAnew } from './countAnew.js';
import { dataOf, type Person } from './Person.js';
import type { TestApp } from './startTestApp.js';

export interface Insight {
  id: string;
  type: string;
  title: string;
  state: string;
  affected: number;
  sample: number;
  expected: number | null;
  low: number | null;
  high: number | null;
  confidence: number;
  bars: { label: string; count: number; total: number; isIt: boolean }[];
  action: { page: string; id: string | null; rules: object | null };
  snoozedUntil: string | null;
  reason: string | null;
  decidedByName: string | null;
}

/** What the nightly job does in this workspace, now. */
export function checkNow(test: TestApp, workspaceId: string): Promise<void> {
  const ctx = jobContext(test.services.dataSource.manager, workspaceId, 'test');
  return test.app.get(InsightSearch, { strict: false }).run(ctx, new AbortController().signal);
}

export async function insightsOf(person: Person, view = 'open', type?: string): Promise<Insight[]> {
  const { items } = await dataOf<{ items: Insight[] }>(person.get(`insights?view=${view}`));
  return items.filter((insight) => type === undefined || insight.type === type);
}

export interface SentCampaign {
  readonly name: string;
  readonly at: string;
  readonly to: readonly SentTo[];
  readonly contactId?: string;
  readonly senderId?: string | null;
}

export interface SentTo {
  readonly domain: string;
  readonly sent: number;
  readonly bounced?: number;
  readonly opened?: number;
}

/** A campaign that was sent, with its ledger, straight into the tables: these tests are about its figures. Recipients are no contacts, but for `contactId`. */
export async function seedCampaign(
  test: TestApp,
  workspaceId: string,
  { name, at, to, contactId, senderId = null }: SentCampaign,
): Promise<string> {
  const { manager } = test.services.dataSource;
  const id = newId();
  await execute(
    manager,
    sql`INSERT INTO campaigns (id, workspace_id, name, type, status, version, sender_account_id, started_at, finished_at, created_at, updated_at)
        VALUES (${id}, ${workspaceId}, ${name}, 'email', 'sent', 1, ${senderId}, ${at}, ${at}, ${at}, ${at})`,
  );
  for (const [place, { domain, sent, bounced = 0, opened = 0 }] of to.entries())
    for (let start = 0; start < sent; start += 200) {
      const rows = Array.from({ length: Math.min(200, sent - start) }, (_, index) => {
        const n = start + index;
        const isBounced = n < bounced;
        const address = `p${n}@${domain}`;
        return sql`(${newId()}, ${workspaceId}, ${id}, ${place === 0 && n === 0 && contactId ? contactId : newId()}, 'email', ${address}, ${address}, ${isBounced ? 'failed' : 'accepted'},
          1, ${at}, ${at}, ${isBounced ? at : null}, ${isBounced ? '550 5.1.1 No such user' : null}, ${n < opened ? at : null}, ${at}, ${at}, 0, 0, 0, 0, 0)`;
      });
      await execute(
        manager,
        sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, address, address_key, state, attempts, handed_at, accepted_at, bounced_at,
              error_message, opened_at, created_at, updated_at, refusals, put_backs, asks, opens, clicks) VALUES ${sql.join(rows, ', ')}`,
      );
    }
  await countAnew(manager);
  return id;
}
