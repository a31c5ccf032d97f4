import { CUSTOM_FIELD_TYPES, type CustomFieldType, fieldRules, type RuleTree } from '@rapport/common';
import { newId } from '../../../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../../../src/platform/database/sql.js';
import { dataOf } from '../Person.js';
import type { Random } from '../Random.js';
import type { TestApp } from '../startTestApp.js';
import { COMPANIES, moments, nameOf, OPTIONS, VALUES } from './ruleValues.js';

const CONTACTS = 60;

/** A contact as the test remembers it, for the evaluator in memory. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly company: string | null;
  readonly status: string;
  readonly createdOn: string;
  readonly updatedOn: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly phoneBlock: string | null;
  readonly importId: string | null;
  readonly lists: readonly string[];
  readonly fields: Readonly<Partial<Record<CustomFieldType, string>>>;
}

/** Everything that contacts are asked for by, as it is stored. */
export interface RuleWorld {
  readonly known: Known[];
  readonly lists: { id: string; name: string }[];
  /** Filled by whoever has trees to save. */
  readonly segments: { id: string; tree: RuleTree }[];
  readonly imports: readonly string[];
  readonly campaigns: string[];
  /** Rows of the ledger and entries of the timeline. */
  readonly messages: Readonly<Record<string, string | null>>[];
  readonly entries: { contactId: string; type: string; time: string }[];
}

type Place = RuleWorld & { readonly test: TestApp };

/** A workspace in Tokyo with sixty contacts, a field of each type, lists, campaigns and what was said and sent. */
export async function makeRuleWorld(test: TestApp, random: Random): Promise<RuleWorld> {
  const { owner } = test;
  const place: Place = { test, known: [], lists: [], segments: [], imports: [newId(), newId()], campaigns: [], messages: [], entries: [] };
  for (const name of ['Alpha', 'Beta', 'Gamma'])
    place.lists.push({ ...(await dataOf<{ id: string }>(owner.post('lists', { name }))), name });
  for (const fieldType of CUSTOM_FIELD_TYPES)
    await dataOf(
      owner.post('custom-fields', {
        label: fieldType,
        fieldName: nameOf(fieldType),
        fieldType,
        ...(fieldRules(fieldType).hasOptions ? { options: OPTIONS } : {}),
        ...(fieldRules(fieldType).hasCurrency ? { currency: 'EUR' } : {}),
      }),
    );
  await dataOf(owner.patch('', { timeZone: 'Asia/Tokyo' }));
  for (const name of ['Spring', 'Autumn']) place.campaigns.push((await dataOf<{ id: string }>(owner.post('campaigns', { name }))).id);
  for (let n = 0; n < CONTACTS; n += 1) place.known.push(await newContact(place, random, n));
  await rememberRows(place);
  return place;
}

async function rememberRows({ test, messages, entries }: Place): Promise<void> {
  const { owner } = test;
  const { manager } = test.services.dataSource;
  messages.push(
    ...(await queryRows<Record<string, string | null>>(
      manager,
      sql`SELECT contact_id AS "contactId", campaign_id AS "campaignId", accepted_at AS sent, opened_at AS opened FROM campaign_recipients WHERE workspace_id = ${owner.workspaceId}`,
    )),
  );
  entries.push(
    ...(await queryRows<RuleWorld['entries'][number]>(
      manager,
      sql`SELECT contact_id AS "contactId", type, timestamp AS time FROM communication_logs WHERE workspace_id = ${owner.workspaceId}`,
    )),
  );
}

async function newContact({ test, lists, imports, campaigns }: Place, random: Random, n: number): Promise<Known> {
  const { owner } = test;
  const company = random.pick(COMPANIES);
  const on = random.some(lists);
  const fields = Object.fromEntries(CUSTOM_FIELD_TYPES.filter(() => random.chance(60)).map((type) => [type, random.pick(VALUES[type])]));
  const hasEmail = random.chance(80);
  const name = random.pick(['Ada', 'Grace', 'Édouard', 'Li', 'ADA']);
  const email = hasEmail ? `person${n}@example.com` : null;
  const phone = random.chance(50) ? `+493090182${String(n).padStart(3, '0')}` : null;
  const { id } = await dataOf<{ id: string }>(
    owner.post('contacts', {
      firstName: name,
      company,
      primaryEmail: email,
      primaryPhone: phone,
      listIds: on.map((list) => list.id),
      customFields: Object.fromEntries(Object.entries(fields).map(([type, value]) => [nameOf(type as CustomFieldType), value])),
    }),
  );
  const [createdOn, updatedOn, importId] = [random.pick(moments), random.pick(moments), random.pick([null, ...imports])];
  const { manager } = test.services.dataSource;
  await execute(
    manager,
    sql`UPDATE base_contacts SET created_on = ${createdOn}, updated_at = ${updatedOn}, source_import_id = ${importId} WHERE id = ${id}`,
  );
  for (const campaignId of random.some(campaigns)) {
    const [accepted, opened] = [random.pick([null, ...moments]), random.pick([null, null, ...moments])];
    await execute(
      manager,
      sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, address_key, state, accepted_at, opened_at, created_at, updated_at)
          VALUES (${newId()}, ${owner.workspaceId}, ${campaignId}, ${id}, 'email', ${newId()}, 'accepted', ${accepted}, ${opened}, ${createdOn}, ${createdOn})`,
    );
  }
  for (const type of random.some(['note', 'call', 'note']))
    await execute(
      manager,
      sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp) VALUES (${newId()}, ${owner.workspaceId}, ${id}, ${type}, '{}', ${random.pick(moments)})`,
    );
  const phoneBlock = phone !== null && random.chance(40) ? random.pick(['unsubscribed', 'manual']) : null;
  if (phoneBlock !== null)
    await execute(
      manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${owner.workspaceId}, 'text', ${phone}, ${phoneBlock}, ${createdOn})`,
    );
  const reason = hasEmail && random.chance(50) ? random.pick(['unsubscribed', 'manual', 'bounced', 'complained']) : null;
  if (reason !== null)
    await execute(
      manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${owner.workspaceId}, 'email', ${`person${n}@example.com`}, ${reason}, ${createdOn})`,
    );
  const status = hasEmail ? (reason ?? 'subscribed') : 'noEmail';
  return { id, name, company, status, email, phone, phoneBlock, createdOn, updatedOn, importId, lists: on.map((list) => list.id), fields };
}
