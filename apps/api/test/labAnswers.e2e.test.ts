import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { type Conversation, conversationsOf } from './support/inbox.js';
import { type Entry, incomingOf, type Reached, sendTo } from './support/mailboxReading.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { passTime } from './support/campaigns.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';
import { told } from './support/inboundMail.js';

interface Summary {
  id: string;
  subject: string;
  preview: string;
  lastEvent: string | null;
}
interface LabMessage {
  headers: { name: string; value: string }[];
  events: { type: string; detail: string | null }[];
}

let test: TestApp;
let owner: Person;
let ann: Reached;
let bot: Reached;
let quiet: Reached;
beforeAll(async () => {
  test = await TestApp.start();
  ({ owner } = test);
  const [first, second, third] = await sendTo(test, owner, 3);
  if (!first || !second || !third) throw new Error('Nobody was reached.');
  [ann, bot, quiet] = [first, second, third];
});
afterAll(() => test.stop());

const labOf = async (search: string): Promise<Summary[]> =>
  (await dataOf<{ items: Summary[] }>(owner.get(`mail-lab/messages?search=${encodeURIComponent(search)}`))).items;
const play = async (to: string, body: object): Promise<LabMessage> => {
  const [message] = await labOf(to);
  return dataOf(owner.post(`mail-lab/messages/${message?.id ?? ''}/play`, body));
};
const of = (contactId: string): Promise<Conversation[]> => conversationsOf(owner, `contactId=${contactId}`);
const entriesOf = (person: Reached): Promise<Entry[]> => incomingOf(owner, person.contactId ?? '');
const inTime = async (what: string, isSettled: () => Promise<boolean>): Promise<void> => {
  const back = await passTime(test, 12_000);
  try {
    await waitFor(what, isSettled, 20_000);
  } finally {
    back();
  }
};

describe('an email answered in the mail lab', () => {
  it('is on the timeline with its words, counts for its campaign, opens a conversation, and the answer to it comes to the lab', async () => {
    const words = 'Gladly!\n\nOn Friday <b>at ten</b>, from: the 🌻 garden.\n> not a quote';
    await play(ann.email, { action: 'reply', text: words });
    expect(await entriesOf(ann)).toEqual([
      expect.objectContaining({
        mayEdit: false,
        content: expect.objectContaining({
          ...{ direction: 'incoming', subject: expect.stringMatching(/^Re: Hello First/), body: words },
          quoted: expect.stringContaining('Our garden opens on Friday.'),
        }),
      }),
    ]);
    const marks = told(test.services.dataSource.manager);
    await waitFor('the mark of the answer', async () => (await marks.marksOf(ann.id))['replied'] !== null);
    const [conversation] = await of(ann.contactId ?? '');
    expect(conversation).toMatchObject({ channel: 'email', unread: 1, lastDirection: 'incoming' });
    const answer = { subject: 'Re: Hello', bodyHtml: '<p>See you there</p>', answerTo: conversation?.lastEntryId };
    await dataOf(owner.post(`contacts/${ann.contactId ?? ''}/messages`, answer));
    await inTime('the answer in the lab', async () => (await labOf(ann.email))[0]?.preview === 'See you there');
    const message = await dataOf<LabMessage>(owner.get(`mail-lab/messages/${(await labOf(ann.email))[0]?.id ?? ''}`));
    const references = message.headers.find(({ name }) => name === 'References')?.value ?? '';
    expect(references.split(' ')).toEqual([ann.messageId, expect.stringMatching(/^<.+@mail-lab\.invalid>$/)]);
    await play(ann.email, { action: 'reply', text: 'Perfect' });
    expect((await of(ann.contactId ?? ''))[0]).toMatchObject({ unread: 2, preview: 'Perfect', lastDirection: 'incoming' });
  }, 60_000);

  it('by a program is told apart: it is on the timeline and opens nothing', async () => {
    const played = await play(bot.email, { action: 'autoReply', text: 'I am away until Monday.' });
    expect(played.events).toEqual([expect.objectContaining({ type: 'autoReplied', detail: 'I am away until Monday.' })]);
    const [entry] = await entriesOf(bot);
    expect(entry?.content).toMatchObject({
      body: 'I am away until Monday.',
      isAutomatic: true,
      subject: expect.stringMatching(/^Automatic/),
    });
    expect(await of(bot.contactId ?? '')).toEqual([]);
    expect((await told(test.services.dataSource.manager).marksOf(bot.id))['replied']).toBeNull();
  });

  it('with nothing in it is refused, and nothing is kept', async () => {
    for (const action of ['reply', 'autoReply'])
      for (const text of ['', ' \n ', undefined])
        expect(
          (await errorOf(owner.post(`mail-lab/messages/${(await labOf(quiet.email))[0]?.id ?? ''}/play`, { action, text }))).fields,
        ).toEqual([expect.objectContaining({ field: 'text', code: 'mailLab.replyWithoutText' })]);
    expect(await entriesOf(quiet)).toEqual([]);
    expect((await labOf(quiet.email))[0]?.lastEvent).toBeNull();
  });

  it('that no contact was sent, such as a test, stays in the lab', async () => {
    await dataOf(owner.post('sender/test', { type: 'mail_lab', config: {}, to: 'nobody-known@example.com' }));
    await waitFor('the test message', async () => (await labOf('nobody-known@')).length === 1);
    const before = await conversationsOf(owner);
    const played = await play('nobody-known@', { action: 'reply', text: 'Who are you?' });
    expect(played.events.map(({ type }) => type)).toEqual(['replied']);
    expect(await conversationsOf(owner)).toEqual(before);
  });
});

describe('a text answered in the mail lab', () => {
  it('comes with its words; STOP and START are heard, and a program answers none', async () => {
    const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Tess', primaryPhone: '+14155550177' }));
    await dataOf(owner.post(`contacts/${id}/messages/texts`, { text: 'Is Friday fine?' }));
    await inTime('the text in the lab', async () => (await labOf('+14155550177')).length === 1);
    await play('+14155550177', { action: 'reply', text: 'HELP' });
    await waitFor('the conversation', async () => (await of(id))[0]?.preview === 'HELP');
    expect((await of(id))[0]).toMatchObject({ channel: 'text', unread: 1 });
    const isStopped = async (): Promise<boolean> => {
      const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
      return (await test.app.get(ConsentService).listFor(ctx, 'text', '+14155550177')).suppression !== null;
    };
    await play('+14155550177', { action: 'unsubscribe' });
    await waitFor('STOP', isStopped);
    await play('+14155550177', { action: 'reply', text: 'START' });
    await waitFor('START', async () => !(await isStopped()));
    const [message] = await labOf('+14155550177');
    expect(
      (await errorOf(owner.post(`mail-lab/messages/${message?.id ?? ''}/play`, { action: 'autoReply', text: 'Away' }))).fields[0],
    ).toMatchObject({
      code: 'mailLab.notDoneToTexts',
    });
  }, 60_000);
});

it('answers a stranger nothing', async () => {
  const [message] = await labOf(quiet.email);
  const stranger = await test.stranger();
  expect((await errorOf(stranger.post(`mail-lab/messages/${message?.id ?? ''}/play`, { action: 'reply', text: 'Hi' }))).status).toBe(404);
});
