import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { approve, approvedCampaign, createCampaign, untilStatus } from '../support/campaigns.js';
import { dataOf } from '../support/Person.js';
import { longEmail, type World, words, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';
import { listWith } from './lists.js';
import { saveSender } from './providers.js';

const makeDraft = async (world: World): Promise<string> =>
  (await createCampaign(world.person, [await listWith(world, await makeContact(world))])).id;

/** A winner is looked for by replies: nothing has to be followed for that. */
const SAMPLE = { share: 20, minimum: 1, waitMinutes: 60, rule: 'replies', confidence: 95, otherwise: 'control' };

async function inStatus(world: World, status: string): Promise<string> {
  const id = await makeDraft(world);
  await world.change(sql`UPDATE campaigns SET status = ${status}, started_at = updated_at WHERE id = ${id}`);
  return id;
}

async function inReview(world: World): Promise<string> {
  const id = await makeDraft(world);
  await dataOf(world.person.post(`campaigns/${id}/request-approval`, {}));
  return id;
}

/** Ready to be sent, through a sender that takes everything. */
async function approved(world: World): Promise<string> {
  await dataOf(world.person.put('sender', { type: 'mail_lab', config: {} }));
  return (await approve(world.person, await makeDraft(world))).id;
}

export const part: WorldPart = {
  ones: async (world, { templates, lists }) => ({
    campaigns: await world.made('campaigns', { name: 'Spring', templateId: templates, audience: { listIds: [lists] } }),
  }),
  acts: (world) => ({
    createCampaign: () => Promise.resolve({ body: { name: 'News' } }),
    updateCampaign: async () => ({ path: { id: await makeDraft(world) }, body: { version: 1, name: 'Other news' } }),
    deleteCampaign: async () => ({ path: { id: await makeDraft(world) } }),
    duplicateCampaign: async () => ({ path: { id: await makeDraft(world) } }),
    followUpCampaign: async () => ({ path: { id: await inStatus(world, 'sent') }, body: { slice: 'notReplied' } }),
    sendCampaignTest: async () => ({ path: { id: await makeDraft(world) }, body: { to: 'ann@example.com' } }),
    requestApproval: async () => ({ path: { id: await makeDraft(world) }, body: {} }),
    approveCampaign: async () => ({ path: { id: await inReview(world) }, body: {} }),
    rejectCampaign: async () => ({ path: { id: await inReview(world) }, body: { notes: 'Not yet' } }),
    withdrawApproval: async () => ({ path: { id: await inReview(world) } }),
    sendCampaign: async () => ({ path: { id: await approved(world) } }),
    pauseCampaign: async () => ({ path: { id: await inStatus(world, 'sending') } }),
    resumeCampaign: async () => {
      const id = await approved(world);
      await world.change(sql`UPDATE campaigns SET status = 'paused', started_at = updated_at WHERE id = ${id}`);
      return { path: { id } };
    },
    skipSeriesDate: async () => {
      const id = await makeDraft(world);
      const scheduledAt = '2036-01-07T09:00:00.000Z';
      const schedule = {
        kind: 'recurring',
        rule: 'FREQ=WEEKLY;BYDAY=MO',
        localTime: '2036-01-07T09:00',
        timeZone: 'UTC',
        weekends: 'send',
        onlyNew: false,
      };
      await world.change(
        sql`UPDATE campaigns SET status = 'scheduled', scheduled_at = ${scheduledAt}, schedule_json = ${JSON.stringify(schedule)} WHERE id = ${id}`,
      );
      return { path: { id }, body: { occursAt: scheduledAt } };
    },
    cancelCampaign: async () => ({ path: { id: await inStatus(world, 'paused') } }),
    chooseVariant: async () => {
      const id = await makeDraft(world);
      const test = { variants: [{ name: 'A' }, { name: 'B', subject: 'Other words' }], sample: SAMPLE };
      const { abTest } = await dataOf<{ abTest: { variants: { id: string }[] } }>(
        world.person.patch(`campaigns/${id}`, { version: 1, abTest: test }),
      );
      await world.change(sql`UPDATE campaigns SET status = 'sending', started_at = updated_at WHERE id = ${id}`);
      return { path: { id, variantId: abTest.variants[1]?.id ?? '' } };
    },
    resolveRecipient: async () => {
      const id = await inStatus(world, 'paused');
      const recipientId = newId();
      const now = new Date().toISOString();
      const contactId = await makeContact(world);
      await world.change(sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, state, attempt_id, created_at, updated_at)
        VALUES (${recipientId}, ${world.person.workspaceId}, ${id}, ${contactId}, 'email', 'uncertain', ${newId()}, ${now}, ${now})`);
      return { path: { id, recipientId }, body: { outcome: 'sent' } };
    },
  }),
  /** Sent to the mail lab, with a subject that a merge tag makes long; then the sender is again the one with a secret. */
  async lists({ person, change }, { contacts }) {
    await dataOf(person.put('sender', { type: 'mail_lab', config: {} }));
    const { lists } = await dataOf<{ lists: { id: string }[] }>(person.get(`contacts/${contacts}`));
    const { id } = await approvedCampaign(person, [lists[0]?.id ?? ''], {
      name: words(120),
      subject: '{{ custom.field_0 }}',
      fromName: words(120),
      fromEmail: longEmail(),
    });
    await dataOf(person.post(`campaigns/${id}/send`, {}));
    await untilStatus(person, id, 'sent');
    await change(sql`UPDATE campaign_recipients SET error_message = ${words(5_000)} WHERE campaign_id = ${id}`);
    await change(sql`UPDATE campaigns SET status_reason = ${words(5_000)} WHERE id = ${id}`);
    await saveSender(person, { user: words(100), password: words(100) });
    for (const day of ['04', '05', '06', '07'])
      await change(sql`INSERT INTO series_occurrences (series_id, occurs_at, workspace_id, state, reason, created_at)
        VALUES (${id}, ${`2036-01-${day}T09:00:00.000Z`}, ${person.workspaceId}, 'missed', ${words(2_000)}, ${new Date().toISOString()})`);
    const { templateId = '' } = await dataOf<{ templateId?: string }>(person.get(`campaigns/${id}`));
    return { parameters: { listRecipients: { id }, listSeriesDates: { id }, listTemplateUses: { id: templateId } } };
  },
  contactRows: {
    'campaign_recipients.contact_id': async ({ random, workspaceId, contactId, parents, run, at }) => {
      for (const id of random.some(parents.campaigns))
        await run(
          sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, address_key, state, created_at, updated_at)
              VALUES (${newId()}, ${workspaceId}, ${id}, ${contactId}, 'email', ${newId()}, 'accepted', ${at}, ${at})`,
        );
    },
    'sent_messages.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO sent_messages (id, workspace_id, contact_id, message_id, from_address, to_address, subject, content, sent_at)
              VALUES (${newId()}, ${workspaceId}, ${contactId}, ${newId()}, 'a@example.com', 'b@example.com', 'Hello', ${Buffer.from('x')}, ${at})`,
        );
    },
  },
};
