import request, { type Response } from 'supertest';
import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { PreferenceService } from '../src/modules/consent/preferences/PreferenceService.js';
import { SignUpKeys } from '../src/modules/forms/SignUpKeys.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { SweepOldRows } from '../src/platform/database/SweepOldRows.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { passTime } from './support/campaigns.js';
import { exportText } from './support/exports.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Form {
  id: string;
  version: number;
  url: string;
  snippet: string;
  isActive: boolean;
  submittedCount: number;
  confirmedCount: number;
}
interface Contact {
  id: string;
  firstName: string | null;
  company: string | null;
  primaryPhone: string | null;
  lists: { id: string }[];
}

let test: TestApp;
let ctx: WorkspaceContext;
let listId: string;
let topicId: string;
let form: Form;
const FIELDS = [
  { key: 'firstName', label: 'First name', isRequired: false },
  { key: 'company', label: 'Company', isRequired: false },
  { key: 'phone', label: 'Phone', isRequired: false },
];
beforeAll(async () => {
  test = await TestApp.start({ TRUST_PROXY: 'true' });
  ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
  await dataOf(test.owner.patch('', { defaultFromEmail: 'club@garden.example.org', defaultFromName: 'Garden Club' }));
  listId = (await dataOf<{ id: string }>(test.owner.post('lists', { name: 'Newsletter' }))).id;
  topicId = (await dataOf<{ id: string }>(test.owner.post('topics', { name: 'Plants' }))).id;
  form = await makeForm({ listIds: [listId], topicIds: [topicId], fields: FIELDS });
});
afterAll(() => test.stop());

let forms = 0;
const makeForm = (input: object = {}): Promise<Form> =>
  dataOf<Form>(test.owner.post('forms', { name: `Form ${(forms += 1)}`, isActive: true, ...input }));
const server = (): ReturnType<typeof request> => request(test.app.getHttpServer());

let addresses = 0;
/** As from another site, each time from another network. */
const submit = (fields: Record<string, string>, { of = form, ip = `203.0.113.${(addresses += 1) % 250}` } = {}): Promise<Response> =>
  Promise.resolve(
    server().post(`/f/${of.id}`).set('Origin', 'https://elsewhere.example').set('X-Forwarded-For', ip).type('form').send(fields),
  );
const rowsOf = <R = Record<string, unknown>>(fragment: ReturnType<typeof sql>): Promise<R[]> => queryRows<R>(ctx.manager, fragment);
const signUpsOf = (key: string): Promise<{ id: string; mail: string }[]> =>
  rowsOf(sql`SELECT id, mail FROM form_sign_ups WHERE address_key = ${key} ORDER BY id`);
const mailSettled = (key: string): Promise<void> =>
  waitFor(`the mail to ${key}`, async () => {
    const rows = await signUpsOf(key);
    return rows.length > 0 && rows.every(({ mail }) => mail !== 'waiting' && mail !== 'handed');
  });

async function mailsTo(address: string): Promise<string[]> {
  const { items } = await dataOf<{ items: { id: string; to: string }[] }>(
    test.owner.get(`mail-lab/messages?limit=50&search=${encodeURIComponent(address.split('@')[0] ?? '')}`),
  );
  const texts = await Promise.all(items.map(({ id }) => dataOf<{ text: string | null }>(test.owner.get(`mail-lab/messages/${id}`))));
  return texts.map(({ text }) => text ?? '');
}

/** The path of the link in the newest mail to this address. */
async function linkTo(address: string): Promise<string> {
  await mailSettled(address.toLowerCase());
  const [text = ''] = await mailsTo(address);
  return /\/f\/confirm\/[\w-]+/.exec(text)?.[0] ?? '';
}

async function signUp(address: string, fields: Record<string, string> = {}, of = form): Promise<string> {
  expect((await submit({ email: address, ...fields }, { of })).status).toBe(200);
  return linkTo(address);
}

const confirm = (path: string): Promise<Response> => Promise.resolve(server().post(path).set('X-Forwarded-For', '198.51.100.7'));
const contactsWith = async (address: string): Promise<Contact[]> => {
  const { items } = await dataOf<{ items: { id: string }[] }>(test.owner.get(`contacts?search=${encodeURIComponent(address)}`));
  return Promise.all(items.map(({ id }) => dataOf<Contact>(test.owner.get(`contacts/${id}`))));
};
const eventsOf = async (key: string): Promise<{ event: string; source: string; proof: Readonly<Record<string, unknown>> }[]> =>
  (await test.app.get(ConsentService).listFor(ctx, 'email', key)).events.map(({ event, source, proof }) => ({ event, source, proof }));
const reasonOf = async (key: string): Promise<string | null> =>
  (await test.app.get(ConsentService).listFor(ctx, 'email', key)).suppression?.reason ?? null;

describe('a sign-up form', () => {
  it('is a page without script, which other sites cannot frame', async () => {
    const page = await server().get(`/f/${form.id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('name="firstName"');
    expect(page.text).not.toMatch(/<script|https?:/);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(form.snippet).toContain(`action="${form.url}"`);
  });

  it('makes no contact before the address is proven; a link that is only opened changes nothing', async () => {
    const path = await signUp('new@example.com', { firstName: 'Nina', company: 'Acme', phone: '+49 30 901820' });
    expect(await contactsWith('new@example.com')).toEqual([]);
    for (let times = 0; times < 2; times += 1) expect((await server().get(path)).text).toContain('<button>Confirm</button>');
    expect((await server().head(path)).status).toBe(200);
    expect(await contactsWith('new@example.com')).toEqual([]);
    expect(await eventsOf('new@example.com')).toEqual([]);

    const done = await confirm(path);
    expect(done.status).toBe(200);
    expect(done.text).toContain('You are signed up');
    const [contact] = await contactsWith('new@example.com');
    expect(contact).toMatchObject({ firstName: 'Nina', company: 'Acme', primaryPhone: '+49 30 901820' });
    const { items: history } = await dataOf<{ items: { event: string; cause: string | null }[] }>(
      test.owner.get(`contacts/${contact?.id ?? ''}/list-history`),
    );
    expect(history).toMatchObject([{ event: 'joined', cause: 'form' }]);
    const [event, ...others] = await eventsOf('new@example.com');
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      event: 'subscribed',
      source: 'form',
      proof: {
        formId: form.id,
        formVersion: 1,
        consentText: expect.stringContaining('I agree to get emails'),
        submitted: { at: expect.any(String), ip: expect.stringMatching(/^203\.0\.113\./) },
        confirmed: { confirmedAt: expect.any(String), ip: '198.51.100.7' },
      },
    });
    const titles = async (): Promise<string[]> =>
      (await dataOf<{ items: { title: string }[] }>(test.owner.get(`contacts/${contact?.id ?? ''}/timeline`))).items.map(
        ({ title }) => title,
      );
    await waitFor('the timeline', async () => (await titles()).some((title) => title.startsWith('Signed up with the form Form ')));

    expect((await confirm(path)).text).toContain('You are signed up');
    expect((await server().get(path)).text).toContain('You are signed up');
    expect(await eventsOf('new@example.com')).toHaveLength(1);
    const { items } = await dataOf<{ items: { contactId: string; displayName: string }[] }>(test.owner.get(`forms/${form.id}/sign-ups`));
    expect(items).toMatchObject([{ contactId: contact?.id, displayName: 'Nina' }]);
    expect(
      await rowsOf(sql`SELECT address_key, content_json, expires_at FROM form_sign_ups WHERE contact_id = ${contact?.id ?? ''}`),
    ).toEqual([{ address_key: null, content_json: null, expires_at: null }]);
  });

  it('confirms once, however often the button is pressed at the same moment', async () => {
    const counts = async (): Promise<Form> => dataOf<Form>(test.owner.get(`forms/${form.id}`));
    const before = await counts();
    const path = await signUp('twice@example.com');
    const answers = await Promise.all([1, 2, 3].map(() => confirm(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await contactsWith('twice@example.com')).toHaveLength(1);
    expect(await eventsOf('twice@example.com')).toHaveLength(1);
    const after = await counts();
    expect(after.confirmedCount - before.confirmedCount).toBe(1);
    expect(after.submittedCount - before.submittedCount).toBe(1);
  });

  it('fills only the empty fields of a contact that is there', async () => {
    const contact = await dataOf<Contact>(test.owner.post('contacts', { primaryEmail: 'known@example.com', firstName: 'Karl' }));
    const path = await signUp('Known@Example.com', { firstName: 'Mallory', company: 'Filled' });
    await confirm(path);
    expect(await contactsWith('known@example.com')).toMatchObject([{ id: contact.id, firstName: 'Karl', company: 'Filled' }]);
  });

  it('gives each link its own values: what a stranger typed meanwhile is not confirmed with mine', async () => {
    const mine = await signUp('mine@example.com', { firstName: 'Mine' });
    await submit({ email: 'mine@example.com', firstName: 'Stranger' });
    await mailSettled('mine@example.com');
    await confirm(mine);
    expect(await contactsWith('mine@example.com')).toMatchObject([{ firstName: 'Mine' }]);
  });

  it('lifts what the person did themselves, and joins topics that they had left', async () => {
    const key = 'back@example.com';
    await test.app.get(ConsentService).suppress(ctx, 'unsubscribed', { channel: 'email', addressKey: key, source: 'test' });
    const reader = { channel: 'email', addressKey: key, source: 'preferencePage', contactId: null, recipientId: null, proof: {} } as const;
    await test.app.get(PreferenceService).change(ctx, reader, { leave: [topicId] });
    const path = await signUp(key);
    expect(await reasonOf(key)).toBe('unsubscribed');
    await confirm(path);
    expect(await reasonOf(key)).toBeNull();
    expect((await eventsOf(key)).map(({ event }) => event)).toEqual([
      'unsubscribed',
      'topicLeft',
      'resubscribed',
      'subscribed',
      'topicJoined',
    ]);
    expect(await rowsOf(sql`SELECT topic_id FROM topic_opt_outs WHERE address_key = ${key}`)).toEqual([]);
  });

  it('writes to no address that bounced, complained or was stopped, and lifts none of these', async () => {
    for (const reason of ['bounced', 'complained', 'manual'] as const) {
      const key = `${reason}@example.com`;
      await test.app.get(ConsentService).suppress(ctx, reason, { channel: 'email', addressKey: key, source: 'test' });
      expect((await submit({ email: key })).status).toBe(200);
      await mailSettled(key);
      expect(await mailsTo(key)).toEqual([]);
      const [pending] = await signUpsOf(key);
      expect(pending?.mail).toBe('notAsked');
      // Even with a link, which nobody has.
      await confirm(`/f/confirm/${test.app.get(SignUpKeys).tokenOf(pending?.id ?? '')}`);
      expect(await reasonOf(key)).toBe(reason);
    }
  });

  it('answers the same for every address', async () => {
    await dataOf(test.owner.post('contacts', { primaryEmail: 'same-known@example.com' }));
    await test.app
      .get(ConsentService)
      .suppress(ctx, 'complained', { channel: 'email', addressKey: 'same-bad@example.com', source: 'test' });
    const answers: Response[] = [];
    for (const email of ['same-new@example.com', 'same-known@example.com', 'same-bad@example.com']) answers.push(await submit({ email }));
    for (let more = 0; more < 4; more += 1) answers.push(await submit({ email: 'same-new@example.com' }));
    const seen = answers.map(({ status, text, headers }) => [status, text, Object.keys(headers).sort().join()].join('\n'));
    expect(new Set(seen).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    // Three mails a day: the other submissions left nothing behind.
    expect(await signUpsOf('same-new@example.com')).toHaveLength(3);
  });

  it('says what is wrong beside the field, and keeps what was typed', async () => {
    const strict = await makeForm({ fields: [{ key: 'firstName', label: 'Given name', isRequired: true }] });
    const answer = await submit({ email: 'no address', firstName: '' }, { of: strict });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="no address"');
    expect(answer.text).toContain('Fill in Given name.');
    expect((await submit({}, { of: strict })).text).toContain('Enter your email address.');
    expect(await dataOf<Form>(test.owner.get(`forms/${strict.id}`))).toMatchObject({ submittedCount: 0 });
  });

  it('takes nothing from programs that fill in everything, or faster than a person', async () => {
    const trapped = await submit({ email: 'trap@example.com', website: 'https://spam.example' });
    expect(trapped.text).toContain('Check your inbox');
    expect(await signUpsOf('trap@example.com')).toEqual([]);
    const t = test.app.get(SignUpKeys).timeFor(form.id);
    const quick = await submit({ email: 'quick@example.com', t });
    expect([quick.status, quick.text.includes('Press the button once more.')]).toEqual([422, true]);
    expect(quick.text).toContain('value="quick@example.com"');
    const back = await passTime(test, 2_000);
    try {
      expect((await submit({ email: 'quick@example.com', t })).status).toBe(200);
    } finally {
      back();
    }
    expect(await signUpsOf('quick@example.com')).toHaveLength(1);
  });

  it('stops a network that sends too much', async () => {
    const ip = '192.0.2.77';
    const statuses: number[] = [];
    for (let n = 0; n < 32; n += 1) statuses.push((await submit({ email: `flood${n}@example.com` }, { ip })).status);
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(200));
    expect(statuses.slice(30)).toEqual([429, 429]);
    const refused = await submit({ email: 'flood@example.com' }, { ip });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await submit({ email: 'elsewhere@example.com' }, { ip: '192.0.2.78' })).status).toBe(200);
  });

  it('is closed while it is off; links that were sent still work', async () => {
    const short = await makeForm();
    const path = await signUp('closing@example.com', {}, short);
    await dataOf(test.owner.patch(`forms/${short.id}`, { isActive: false, version: 1 }));
    expect((await server().get(`/f/${short.id}`)).status).toBe(404);
    expect((await submit({ email: 'late@example.com' }, { of: short })).status).toBe(404);
    expect((await confirm(path)).text).toContain('You are signed up');
    expect((await server().get('/f/nothing')).status).toBe(404);
  });

  it('forgets what nobody confirmed', async () => {
    const path = await signUp('slow@example.com');
    const back = await passTime(test, 8 * 86_400_000);
    try {
      const late = await confirm(path);
      expect([late.status, late.text.includes('Sign up again')]).toEqual([410, true]);
      await test.app.get(SweepOldRows).run();
      expect(await signUpsOf('slow@example.com')).toEqual([]);
      expect((await server().get(path)).status).toBe(404);
    } finally {
      back();
    }
    expect(await contactsWith('slow@example.com')).toEqual([]);
    expect((await server().get('/f/confirm/AAAA')).status).toBe(404);
  });

  it('leads to the page of the workspace afterwards', async () => {
    const leading = await makeForm({ redirectUrl: 'https://www.example.com/thanks' });
    const path = await signUp('leads@example.com', {}, leading);
    expect((await server().get(path)).headers['content-security-policy']).toContain("form-action 'self' https://www.example.com;");
    const done = await confirm(path);
    expect([done.status, done.headers['location']]).toEqual([303, 'https://www.example.com/thanks']);
  });

  it('carries nothing that a stranger typed into the mail', async () => {
    await signUp('letter@example.com', { firstName: 'Buy cheap pills' });
    const [text = ''] = await mailsTo('letter@example.com');
    expect(text).toContain('Please confirm');
    expect(text).not.toContain('pills');
  });
});

describe('forms as members make them', () => {
  it('stay once people have signed up with them', async () => {
    expect(await errorOf(test.owner.delete(`forms/${form.id}`))).toMatchObject({ status: 409, code: 'form.hasSignUps' });
  });

  it('pass over a list that was deleted since', async () => {
    const gone = await dataOf<{ id: string }>(test.owner.post('lists', { name: 'Gone soon' }));
    const own = await makeForm({ listIds: [gone.id, listId] });
    const path = await signUp('gone-list@example.com', {}, own);
    await dataOf(test.owner.delete(`lists/${gone.id}`));
    expect((await confirm(path)).status).toBe(200);
    expect((await contactsWith('gone-list@example.com'))[0]?.lists.map(({ id }) => id)).toEqual([listId]);
  });
});

it('tells a pending sign-up in the file of everything about a person, and erases it with the person', async () => {
  const contact = await dataOf<Contact>(test.owner.post('contacts', { primaryEmail: 'pending@example.com', firstName: 'Pia' }));
  await submit({ email: 'pending@example.com', company: 'Harbour Works' });
  await mailSettled('pending@example.com');
  const told = await exportText(test.owner, { kind: 'person', personId: contact.id });
  expect(told).toContain('Harbour Works');
  await dataOf(test.owner.post(`contacts/${contact.id}/erasure`, { confirm: 'pending@example.com' }));
  await waitFor('the erasure', async () => (await rowsOf(sql`SELECT id FROM removals WHERE target_id = ${contact.id}`)).length === 0);
  expect(await signUpsOf('pending@example.com')).toEqual([]);
  // Whoever was erased is not written to, whatever a stranger types.
  await submit({ email: 'pending@example.com' });
  await mailSettled('pending@example.com');
  expect(await signUpsOf('pending@example.com')).toMatchObject([{ mail: 'notAsked' }]);
});
