import type { TwilioServer } from '@rapport/providers/testing';
import type { EntityManager } from 'typeorm';
import { newId } from '../../src/platform/database/ids.js';
import { execute, sql } from '../../src/platform/database/sql.js';
import { approve, type Campaign, seedList } from './campaigns.js';
import { dataOf, type Person } from './Person.js';

export interface TextReview {
  preflight: { code: string; severity: string; message: string; field?: string }[];
  audience: { matched: number; sendable: number; skipped: { reason: string; count: number; message: string }[] };
  cost: { segmentsAtMost: number; segments: number; price: number | null; total: number | null; currency: string } | null;
  worstRenders: { html: string; text: string }[];
  sender: { type: string };
}

export interface LabText {
  id: string;
  channel: string;
  to: string;
  subject: string;
  text: string;
  html: string | null;
  campaignId: string | null;
  events: { type: string; detail: string | null }[];
}

export const WORDS = 'Hi {{ first_name | default: "there" }}, our garden opens on Friday. Reply STOP to opt out';

export const phoneOf = (index: number): string => `+1415555${String(1000 + index)}`;

/** People on a list, each with a phone and its country code. */
export async function seedPhones(manager: EntityManager, owner: Person, count: number): Promise<{ listId: string; contactIds: string[] }> {
  const seeded = await seedList(manager, owner.workspaceId, count, `t${newId()}`);
  for (const [index, id] of seeded.contactIds.entries())
    await execute(
      manager,
      sql`UPDATE base_contacts SET primary_phone = ${phoneOf(index)}, phone_e164 = ${phoneOf(index)} WHERE id = ${id}`,
    );
  return seeded;
}

export function textCampaign(owner: Person, listId: string, over: object = {}): Promise<Campaign & { text: string; type: string }> {
  const audience = { listIds: [listId], excludeListIds: [] };
  return dataOf(owner.post('campaigns', { name: `Texts ${newId()}`, type: 'text', text: WORDS, audience, ...over }));
}

/** Approved and sent. */
export async function begin(owner: Person, listId: string, over: object = {}): Promise<string> {
  const { id } = await textCampaign(owner, listId, over);
  await approve(owner, id);
  await dataOf(owner.post(`campaigns/${id}/send`));
  return id;
}

/** The account that texts go through from now on. */
export async function connectTwilio(owner: Person, twilio: TwilioServer): Promise<{ id: string; hook: string }> {
  const sender = await dataOf<{ account: { id: string }; reports: { url: string } }>(
    owner.post('sender-accounts', {
      name: 'Texts',
      type: 'twilio',
      config: { accountSid: twilio.accountSid, authToken: twilio.authToken, from: twilio.number },
    }),
  );
  return { id: sender.account.id, hook: sender.reports.url };
}

/** What arrived in the mail lab. */
export async function labTexts(owner: Person): Promise<LabText[]> {
  const { items } = await dataOf<{ items: { id: string; channel: string }[] }>(owner.get('mail-lab/messages?limit=50'));
  return Promise.all(items.map(({ id }) => dataOf<LabText>(owner.get(`mail-lab/messages/${id}`))));
}
