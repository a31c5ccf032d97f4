import type { EntityManager } from 'typeorm';
import type { SmtpSink } from '@rapport/providers/testing';
import { ProviderInquiry } from '../../src/modules/campaigns/sending/ProviderInquiry.js';
import { systemContext } from '../../src/platform/context/contexts.js';
import { newId } from '../../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../../src/platform/database/sql.js';
import { countAnew } from './countAnew.js';
import { dataOf, type Person } from './Person.js';
import type { TestApp } from './startTestApp.js';
import { waitFor } from './waitFor.js';

export interface Counts {
  clicked: number;
  recipients: number;
  planned: number;
  claimed: number;
  handed: number;
  accepted: number;
  delivered: number;
  failed: number;
  uncertain: number;
  skipped: number;
  opened: number;
  bounced: number;
  unsubscribed: number;
}

export interface Campaign {
  id: string;
  name: string;
  status: string;
  statusReason: string | null;
  version: number;
  counts: Counts;
  scheduledAt: string | null;
  allowedActions: string[];
  approval: { status: string; isSelfApproval: boolean; changes: { field: string; was: string | null; is: string | null }[] } | null;
  template: { id: string; name: string; version: number } | null;
}

export interface Recipient {
  id: string;
  contactId: string;
  email: string | null;
  state: string;
  skipReason: string | null;
  error: string | null;
  attempts: number;
  nextAttemptAt: string | null;
  messageId: string | null;
  sentMessageId: string | null;
}

/** Many contacts on one list, written straight into the tables: these tests are about sending. */
export async function seedList(
  manager: EntityManager,
  workspaceId: string,
  count: number,
  prefix = 'person',
): Promise<{ listId: string; contactIds: string[] }> {
  const listId = newId();
  const now = new Date().toISOString();
  await execute(
    manager,
    sql`INSERT INTO contact_lists (id, workspace_id, name, created_at) VALUES (${listId}, ${workspaceId}, ${`List ${listId}`}, ${now})`,
  );
  const contactIds = Array.from({ length: count }, () => newId());
  for (let start = 0; start < count; start += 500) {
    const slice = contactIds.slice(start, start + 500);
    const contacts = slice.map((id, index) => {
      const email = `${prefix}${start + index}@example.com`;
      return sql`(${id}, ${workspaceId}, ${now}, ${`First${start + index}`}, ${'Example'}, ${email}, ${email}, ${now})`;
    });
    await execute(
      manager,
      sql`INSERT INTO base_contacts (id, workspace_id, created_on, first_name, last_name, primary_email, email_key, updated_at) VALUES ${sql.join(contacts, ', ')}`,
    );
    await execute(
      manager,
      sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) VALUES ${sql.join(
        slice.map((id) => sql`(${id}, ${listId}, ${now})`),
        ', ',
      )}`,
    );
  }
  await countAnew(manager);
  return { listId, contactIds };
}

export async function createTemplate(owner: Person, over: Record<string, unknown> = {}): Promise<{ id: string; version: number }> {
  return dataOf(
    owner.post('templates', {
      name: `Template ${newId()}`,
      subject: 'Hello {{ first_name | default: "there" }}',
      preheader: 'News from the garden',
      bodyHtml:
        '<p>Dear {{ first_name | default: "friend" }},</p><p>Our garden opens on Friday.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
      ...over,
    }),
  );
}

export async function createCampaign(owner: Person, listIds: string[], over: Record<string, unknown> = {}): Promise<Campaign> {
  const template = await createTemplate(owner);
  return dataOf(
    owner.post('campaigns', {
      name: `Campaign ${newId()}`,
      templateId: template.id,
      fromName: 'Garden Club',
      fromEmail: 'club@garden.example.org',
      audience: { listIds, excludeListIds: [] },
      schedule: { kind: 'now' },
      ...over,
    }),
  );
}

/** What a person is told to do while a large audience is being recorded is done: they try again. */
export async function approve(owner: Person, id: string): Promise<Campaign> {
  await dataOf(owner.post(`campaigns/${id}/request-approval`, {}));
  let answer = await owner.post(`campaigns/${id}/approve`, {});
  await waitFor('the audience to be recorded', async () => {
    if ((answer.body as { error: { code: string } | null }).error?.code !== 'approval.audienceNotRecorded') return true;
    answer = await owner.post(`campaigns/${id}/approve`, {});
    return false;
  });
  return dataOf(Promise.resolve(answer));
}

export async function approvedCampaign(owner: Person, listIds: string[], over: Record<string, unknown> = {}): Promise<Campaign> {
  return approve(owner, (await createCampaign(owner, listIds, over)).id);
}

export function getCampaign(owner: Person, id: string): Promise<Campaign> {
  return dataOf(owner.get(`campaigns/${id}`));
}

/** As long as status or counts move it is waited for, however slowly; `timeoutMs` without a change are in vain. */
export function untilStatus(owner: Person, id: string, status: string, timeoutMs = 20_000): Promise<Campaign> {
  return untilCampaign(owner, id, { is: status, where: (campaign) => campaign.status === status, timeoutMs });
}

async function untilCampaign(
  owner: Person,
  id: string,
  { is, where, timeoutMs }: { readonly is: string; readonly where: (campaign: Campaign) => boolean; readonly timeoutMs: number },
): Promise<Campaign> {
  let campaign = await getCampaign(owner, id);
  while (!where(campaign)) {
    const before = standOf(campaign);
    await waitFor(
      `campaign ${is}`,
      async () => {
        campaign = await getCampaign(owner, id);
        return standOf(campaign) !== before;
      },
      timeoutMs,
    );
  }
  return campaign;
}

function standOf({ status, counts }: Campaign): string {
  return JSON.stringify([status, counts]);
}

/** Has this status, and nothing of it is under way any more: another lane may still wait for answers when the first one has stopped. */
export async function untilAtRest(owner: Person, id: string, status: string, timeoutMs = 20_000): Promise<Campaign> {
  let campaign = await untilStatus(owner, id, status, timeoutMs);
  await waitFor(`campaign ${status} and at rest`, async () => {
    campaign = await getCampaign(owner, id);
    return campaign.counts.handed === 0 && campaign.counts.claimed === 0;
  });
  return campaign;
}

/**
 * Sent, and of so many people each is somewhere. What a provider tells later plans a message again, and then the campaign goes on; so
 * status and figures are waited for together.
 */
export function untilAllEnded(owner: Person, id: string, people: number, timeoutMs: number): Promise<Campaign> {
  const where = ({ status, counts }: Campaign): boolean =>
    status === 'sent' && counts.recipients === people && sumOfEnds(counts) === people;
  return untilCampaign(owner, id, { is: `sent, and all ${people} at an end`, where, timeoutMs });
}

export async function recipientsOf(owner: Person, id: string, query = ''): Promise<Recipient[]> {
  const all: Recipient[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Recipient[]; nextCursor: string | null } = await dataOf(
      owner.get(`campaigns/${id}/recipients?limit=200${query}${cursor ? `&cursor=${cursor}` : ''}`),
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

export function useSink(owner: Person, sink: SmtpSink, over: Record<string, unknown> = {}): Promise<unknown> {
  return dataOf(owner.put('sender', { type: 'smtp', config: { ...sink.address, security: 'none', user: null, password: null, ...over } }));
}

/** The invariant of sending: everyone is somewhere, and at the sink nobody got more than one message. */
export function expectNobodyTwice(sink: SmtpSink): void {
  const twice = [...sink.countsByRecipient()].filter(([, count]) => count > 1);
  expect(twice).toEqual([]);
}

export function sumOfEnds(counts: Counts): number {
  return counts.accepted + counts.delivered + counts.failed + counts.skipped + counts.uncertain;
}

export function rowsOf<Row>(manager: EntityManager, table: string): Promise<Row[]> {
  return queryRows<Row>(manager, sql`SELECT * FROM ${sql.raw(table)}`);
}

/**
 * Lets so much time pass. SQLite's jobs follow the application's clock; PostgreSQL's follow the server's, so they are made due.
 * Answers how to go back.
 */
/**
 * Has the providers asked about what is uncertain, and time pass, until it is settled. Once is not enough: the product asks by itself too,
 * and what it asked in vain a moment before the clock was set comes later again.
 */
export async function askUntil(test: TestApp, what: string, isSettled: () => Promise<boolean>): Promise<void> {
  await waitFor(what, async () => {
    if (await isSettled()) return true;
    await passTime(test, 120_000);
    await test.app.get(ProviderInquiry, { strict: false }).sweep(systemContext(test.services.dataSource.manager));
    return false;
  });
}

export async function passTime(test: TestApp, ms: number): Promise<() => void> {
  test.clock.advance(ms);
  if (test.database.isPostgres) {
    await execute(test.services.dataSource.manager, sql`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL`);
  }
  return () => test.clock.advance(-ms);
}
