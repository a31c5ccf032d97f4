import { TwilioServer } from '@rapport/providers/testing';
import { SendDirectMessageJob } from '../src/modules/directMessages/SendDirectMessageJob.js';
import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { jobContext, systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { passTime } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { connectTwilio, labTexts } from './support/texts.js';
import { waitFor } from './support/waitFor.js';

interface Message {
  id: string;
  channel: string;
  state: string;
  to: string;
  subject: string;
  error: { code: string; message: string } | null;
}

interface Entry {
  id: string;
  type: string;
  status: string | null;
  content: { message?: string; subject?: string };
}

const UNDO = 12_000;
const WORDS = 'Hi {{ first_name }}, your table is ready.';

let twilio: TwilioServer;
let test: TestApp;
beforeAll(async () => {
  twilio = await TwilioServer.start();
  test = await TestApp.start({ TWILIO_URL: twilio.url, PUBLIC_URL: 'http://rapport.example.com' });
});
afterAll(async () => {
  await test.stop();
  await twilio.stop();
  expect(twilio.problems).toEqual([]);
});
beforeEach(() => {
  twilio.arrivals.splice(0);
  twilio.faults.splice(0);
  twilio.stopped.clear();
});

let phones = 0;
async function makeContact(owner: Person, over: object = {}): Promise<{ id: string; phone: string }> {
  phones += 1;
  const phone = `+1202555${String(1000 + phones)}`;
  const input = { firstName: 'Ada', primaryEmail: `${newId()}@example.org`, primaryPhone: phone, ...over };
  return { id: (await dataOf<{ id: string }>(owner.post('contacts', input))).id, phone };
}

const write = (owner: Person, id: string, over: object = {}): Promise<Message> =>
  dataOf<Message>(owner.post(`contacts/${id}/messages/texts`, { text: WORDS, ...over }));
const read = (owner: Person, contactId: string, id: string): Promise<Message> =>
  dataOf<Message>(owner.get(`contacts/${contactId}/messages/${id}`));
const textsOf = async (owner: Person, id: string): Promise<Entry[]> =>
  (await dataOf<{ items: Entry[] }>(owner.get(`contacts/${id}/timeline`))).items.filter(({ type }) => type === 'text');

/** Lets the time for calling back pass, and waits for what becomes of it. */
async function until(owner: Person, contactId: string, id: string, state: string): Promise<Message> {
  const goBack = await passTime(test, UNDO);
  await waitFor(`the text to be ${state}`, async () => (await read(owner, contactId, id)).state === state);
  goBack();
  return read(owner, contactId, id);
}

async function withTwilio(name: string): Promise<Person> {
  const owner = await test.stranger(name);
  await connectTwilio(owner, twilio);
  return owner;
}

describe('a text to one contact', () => {
  it('goes to the mail lab where there is no account, once, and is on the timeline from the moment it was written', async () => {
    const { owner } = test;
    const { id, phone } = await makeContact(owner);
    const message = await write(owner, id);
    expect(message).toMatchObject({ channel: 'text', state: 'queued', to: phone, subject: '' });
    const said = 'Hi Ada, your table is ready.';
    expect(await textsOf(owner, id)).toMatchObject([{ id: message.id, status: 'queued', content: { message: said } }]);
    await until(owner, id, message.id, 'sent');
    expect((await labTexts(owner)).map(({ to, text }) => ({ to, text }))).toEqual([{ to: phone, text: said }]);
    expect(await textsOf(owner, id)).toMatchObject([{ status: 'sent' }]);
    expect(await dataOf(owner.get(`messages/${message.id}`))).toMatchObject({
      state: 'sent',
      campaignId: null,
      html: '',
      text: said,
      to: phone,
    });
  });

  it('can be called back until it is sent, and then is never sent', async () => {
    const owner = await withTwilio('Call Back');
    const { id } = await makeContact(owner);
    const message = await write(owner, id);
    expect(await dataOf(owner.post(`contacts/${id}/messages/${message.id}/cancel`))).toMatchObject({ state: 'cancelled', dueAt: null });
    const goBack = await passTime(test, UNDO);
    const job = { jobId: '1', attempt: 1, requestId: undefined, signal: new AbortController().signal };
    await test.app
      .get(SendDirectMessageJob)
      .handle({ messageId: message.id }, { ctx: systemContext(test.services.dataSource.manager), ...job });
    goBack();
    expect(twilio.arrivals).toEqual([]);
    expect(await textsOf(owner, id)).toEqual([]);
    const { items } = await dataOf<{ items: { summary: string }[] }>(owner.get('audit?entityType=contact'));
    const told = items.map(({ summary }) => summary).join('\n');
    expect(told).toContain('sent a text');
    expect(told).toContain('called a text back before it was sent');
  });

  it('goes through the account for texts, to the number that is chosen', async () => {
    const owner = await withTwilio('Twi Lio');
    const { id, phone } = await makeContact(owner);
    const options = await dataOf<{ phones: { address: string }[]; from: string; pausedReason: null }>(
      owner.get(`contacts/${id}/messages/text-options`),
    );
    expect(options).toMatchObject({ phones: [{ address: phone, refusal: null }], from: twilio.number, pausedReason: null });
    const message = await write(owner, id, { to: `${phone.slice(0, 5)} ${phone.slice(5)}` });
    await until(owner, id, message.id, 'sent');
    expect(twilio.arrivals.map(({ to, body }) => ({ to, body }))).toEqual([{ to: phone, body: 'Hi Ada, your table is ready.' }]);
    expect((await errorOf(owner.post(`contacts/${id}/messages/texts`, { text: 'Hi', to: '+12025550000' }))).fields).toMatchObject([
      { field: 'to', code: 'message.unknownAddress' },
    ]);
  });

  it('is never sent twice when the answer is lost: the account is asked, and knows', async () => {
    const owner = await withTwilio('Lost Answer');
    const { id } = await makeContact(owner);
    twilio.faults.push({ kind: 'dropAfter' });
    const message = await write(owner, id);
    await until(owner, id, message.id, 'uncertain');
    for (let minutes = 0; minutes < 30 && (await read(owner, id, message.id)).state !== 'sent'; minutes += 1) {
      const goBack = await passTime(test, (minutes + 2) * 60_000);
      await new Promise((resolve) => setTimeout(resolve, 200));
      goBack();
    }
    expect(await read(owner, id, message.id)).toMatchObject({ state: 'sent' });
    expect(twilio.arrivals).toHaveLength(1);
  });

  it('goes to nobody who answered STOP, whether Rapport or only the account knows of it', async () => {
    const owner = await withTwilio('St Op');
    const { id, phone } = await makeContact(owner);
    twilio.stopped.add(phone);
    const message = await write(owner, id);
    expect((await until(owner, id, message.id, 'failed')).error?.message).toBeTruthy();
    await waitFor('the number to be left alone', async () => {
      const { phones: known } = await dataOf<{ phones: { refusal: string | null }[] }>(owner.get(`contacts/${id}/messages/text-options`));
      return known[0]?.refusal !== null;
    });
    const refused = await errorOf(owner.post(`contacts/${id}/messages/texts`, { text: 'Hi' }));
    expect(refused.fields).toMatchObject([
      { field: 'to', code: 'message.addressRefused', message: expect.stringContaining('STOP') as string },
    ]);
    expect(twilio.arrivals).toEqual([]);
  });

  it('is not sent when they answer STOP after it was written', async () => {
    const owner = await withTwilio('Late Stop');
    const { id, phone } = await makeContact(owner);
    const message = await write(owner, id);
    const inside = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
    await test.app
      .get(ConsentService)
      .suppress(inside, 'unsubscribed', { channel: 'text', addressKey: phone, source: 'delivery', proof: { said: 'STOP' } });
    expect((await until(owner, id, message.id, 'failed')).error).toMatchObject({ code: 'suppressed' });
    expect(twilio.arrivals).toEqual([]);
  });

  it('shows before it is sent what arrives, in how many segments, and at what cost', async () => {
    const { owner } = test;
    await dataOf(owner.patch('settings', { values: { textPrice: '0.05', textCurrency: 'EUR' } }));
    const { id, phone } = await makeContact(owner, { firstName: 'Zoë' });
    const preview = (text: string, over: object = {}): Promise<Record<string, unknown>> =>
      dataOf(owner.post(`contacts/${id}/messages/text-preview`, { text, ...over }));
    expect(await preview(WORDS)).toMatchObject({ to: phone, segments: 1, cost: 0.05, currency: 'EUR', problems: [] });
    expect(await preview('ж'.repeat(71))).toMatchObject({ segments: 2, cost: 0.1 });
    expect(await preview('{{ nope }}')).toMatchObject({ problems: [{ severity: 'error' }] });
    expect(await preview('{{ company }}')).toMatchObject({
      text: '',
      problems: expect.arrayContaining([expect.objectContaining({ code: 'message.empty' })]) as unknown,
    });
    const before = await queryRows(test.services.dataSource.manager, sql`SELECT id FROM direct_messages WHERE contact_id = ${id}`);
    expect(before).toEqual([]);
  });

  it.each([
    ['nothing', { text: '' }, 'text'],
    ['white space', { text: ' \n ' }, 'text'],
    ['a tag that nobody knows', { text: 'Hi {{ nope }}' }, 'text'],
    ['a tag that leaves nothing', { text: '{{ company }}' }, 'text'],
    ['too much', { text: 'x'.repeat(1_601) }, 'text'],
    ['too much once it is filled in', { text: `{{ first_name }}${'x'.repeat(1_580)}` }, 'text'],
    ['a number that is not theirs', { text: 'Hi', to: '+4930123456' }, 'to'],
  ])('refuses %s, at its field', async (_name, body, field) => {
    const { id } = await makeContact(test.owner, { firstName: 'Ada'.repeat(20) });
    expect((await errorOf(test.owner.post(`contacts/${id}/messages/texts`, body))).fields).toMatchObject([{ field }]);
    expect(await textsOf(test.owner, id)).toEqual([]);
  });

  it('says so where there is no number, or none that can be dialled from here', async () => {
    const { owner } = test;
    const none = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'No', primaryEmail: `${newId()}@example.org` }));
    expect((await errorOf(owner.post(`contacts/${none.id}/messages/texts`, { text: 'Hi' }))).fields).toMatchObject([
      { field: 'to', code: 'message.noAddress' },
    ]);
    const { id } = await makeContact(owner);
    await execute(
      test.services.dataSource.manager,
      sql`UPDATE base_contacts SET primary_phone = '030 23125501', phone_e164 = NULL WHERE id = ${id}`,
    );
    const { phones: listed } = await dataOf<{ phones: { refusal: string | null }[] }>(owner.get(`contacts/${id}/messages/text-options`));
    expect(listed[0]?.refusal).toContain('country code');
    expect((await errorOf(owner.post(`contacts/${id}/messages/texts`, { text: 'Hi' }))).fields).toMatchObject([{ field: 'to' }]);
  });

  it('belongs to its workspace, and to those who may send', async () => {
    const { id } = await makeContact(test.owner);
    const stranger = await test.stranger();
    expect((await errorOf(stranger.post(`contacts/${id}/messages/texts`, { text: 'Hi' }))).status).toBe(404);
    expect((await errorOf(stranger.get(`contacts/${id}/messages/text-options`))).status).toBe(404);
    const viewer = await test.member('viewer');
    expect((await errorOf(viewer.post(`contacts/${id}/messages/texts`, { text: 'Hi' }))).status).toBe(403);
  });
});
