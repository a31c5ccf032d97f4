import request, { type Response } from 'supertest';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Form {
  id: string;
  snippet: string;
}

const asked = (name: string, label: string, isRequired = false): object => ({ key: `custom:${name}`, label, isRequired });

let test: TestApp;
let form: Form;
const fieldIds = new Map<string, string>();
beforeAll(async () => {
  test = await TestApp.start({ TRUST_PROXY: 'true' });
  await dataOf(test.owner.patch('', { defaultFromEmail: 'club@garden.example.org' }));
  const definitions = [
    { fieldName: 'plan', fieldType: 'select', options: ['Basic', 'Pro & more'] },
    { fieldName: 'interests', fieldType: 'multiSelect', options: ['Roses', 'Herbs', 'Trees'] },
    { fieldName: 'seats', fieldType: 'number' },
    { fieldName: 'born', fieldType: 'date' },
    { fieldName: 'budget', fieldType: 'money', currency: 'EUR' },
    { fieldName: 'about', fieldType: 'longText' },
    { fieldName: 'member', fieldType: 'boolean' },
    { fieldName: 'gone', fieldType: 'text' },
  ];
  for (const field of definitions) {
    const { id } = await dataOf<{ id: string }>(test.owner.post('custom-fields', { label: field.fieldName, ...field }));
    fieldIds.set(field.fieldName, id);
  }
  const fields = [
    asked('plan', 'Your plan', true),
    asked('interests', 'Interests'),
    asked('seats', 'Seats'),
    asked('born', 'Birthday'),
    asked('budget', 'Budget'),
    asked('about', 'About you'),
    asked('member', 'I am a member', true),
    asked('gone', 'Gone', true),
  ];
  form = await dataOf<Form>(test.owner.post('forms', { name: 'Everything', isActive: true, fields }));
  await dataOf(test.owner.post(`custom-fields/${fieldIds.get('gone') ?? ''}/archive`));
});
afterAll(() => test.stop());

const server = (): ReturnType<typeof request> => request(test.app.getHttpServer());
let networks = 0;
const submit = (fields: Record<string, string>): Promise<Response> =>
  Promise.resolve(
    server()
      .post(`/f/${form.id}`)
      .set('X-Forwarded-For', `203.0.113.${(networks += 1)}`)
      .type('form')
      .send(fields),
  );

/** Signs up, waits for the mail and confirms; answers the values of the contact. */
async function signUp(email: string, fields: Record<string, string>, meanwhile?: () => Promise<unknown>): Promise<Record<string, unknown>> {
  const answer = await submit({ email, ...fields });
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Check your inbox')]);
  const search = `mail-lab/messages?search=${encodeURIComponent(email.split('@')[0] ?? '')}`;
  const mails = async (): Promise<{ id: string }[]> => (await dataOf<{ items: { id: string }[] }>(test.owner.get(search))).items;
  await waitFor('the mail', async () => (await mails()).length > 0);
  const { text } = await dataOf<{ text: string }>(test.owner.get(`mail-lab/messages/${(await mails())[0]?.id ?? ''}`));
  await meanwhile?.();
  expect((await server().post(/\/f\/confirm\/[\w-]+/.exec(text)?.[0] ?? '')).status).toBe(200);
  return valuesOf(email);
}

async function valuesOf(email: string): Promise<Record<string, unknown>> {
  const { items } = await dataOf<{ items: { id: string }[] }>(test.owner.get(`contacts?search=${encodeURIComponent(email)}`));
  const contact = await dataOf<{ customFields: { fieldName: string; value: string | null }[] }>(
    test.owner.get(`contacts/${items[0]?.id ?? ''}`),
  );
  return Object.fromEntries(contact.customFields.flatMap(({ fieldName, value }) => (value === null ? [] : [[fieldName, value] as const])));
}

it('asks for custom fields by what they are, without those that are archived', async () => {
  const { text } = await server().get(`/f/${form.id}`);
  for (const html of [text, form.snippet]) {
    expect(html).toContain('<option value="Pro &#38; more">Pro &#38; more</option>');
    expect(html).toContain('type="checkbox" name="custom:interests.2" value="Trees"');
    expect(html).toContain('<input type="date"');
    expect(html).toContain('Budget (EUR)');
    expect(html).toContain('<textarea rows="4"');
    expect(html).not.toContain('Gone</span>');
  }
  expect(text).not.toContain('custom:gone');
});

it('reads them as the API of contacts does, and says what is wrong beside the field', async () => {
  const typed = { 'custom:plan': 'Pro & more', 'custom:interests.0': 'Roses', 'custom:seats': 'many', 'custom:about': 'Mine <b>' };
  const { status, text } = await submit({ email: 'bad@example.com', ...typed });
  expect(status).toBe(422);
  expect(text).toMatch(/aria-describedby="custom:seats-problem" value="many">.*?“many”/);
  expect(text).toContain('id="custom:member-problem">Tick I am a member.');
  expect(text).toContain('<option value="Pro &#38; more" selected>');
  expect(text).toContain('name="custom:interests.0" value="Roses" checked');
  expect(text).toContain('Mine &#60;b&#62;</textarea>');
  const other = await submit({
    email: 'bad@example.com',
    'custom:plan': 'Free',
    'custom:member': 'true',
    'custom:about': 'x'.repeat(2_001),
  });
  expect(other.text).toContain('“Free” is not one of the options: Basic, Pro &#38; more.');
  expect(other.text).toContain('Use at most 2,000 characters.');
  const none = await submit({ email: 'bad@example.com', 'custom:member': 'true' });
  expect(none.text).toContain('Choose an option for Your plan.');
});

const FILLED = {
  ...{ 'custom:plan': 'Basic', 'custom:interests.0': 'Trees', 'custom:interests.1': 'Roses', 'custom:seats': '12.50' },
  ...{
    'custom:born': '1990-03-04',
    'custom:budget': '99.9',
    'custom:about': 'Two\r\nlines',
    'custom:member': 'true',
    'custom:gone': 'Not asked',
  },
};

it('gives the values to the contact once the sign-up is confirmed', async () => {
  expect(await signUp('first@example.com', FILLED)).toEqual({
    ...{ plan: 'Basic', interests: '["Roses","Trees"]', seats: '12.5', born: '1990-03-04', budget: '99.90' },
    ...{ about: expect.stringMatching(/^Two\r?\nlines$/), member: 'true' },
  });
});

it('fills empty fields only, and passes over a field that is gone since; an option that is no longer offered stays', async () => {
  const customFields = { seats: 3 };
  await dataOf(test.owner.post('contacts', { primaryEmail: 'known@example.com', customFields }));
  const meanwhile = async (): Promise<void> => {
    await dataOf(test.owner.delete(`custom-fields/${fieldIds.get('born') ?? ''}`));
    await dataOf(test.owner.patch(`custom-fields/${fieldIds.get('plan') ?? ''}`, { options: ['Pro & more'] }));
  };
  const values = await signUp('known@example.com', FILLED, meanwhile);
  expect(values).toMatchObject({ plan: 'Basic', seats: '3', budget: '99.90', member: 'true' });
  expect(Object.keys(values)).not.toContain('born');
});

it('refuses a field that there is not, beside the fields', async () => {
  for (const key of ['custom:nothing', 'custom:gone', 'email', 'nickname']) {
    const input = { name: `With ${key}`, fields: [{ key, label: 'Label', isRequired: false }] };
    expect(await errorOf(test.owner.post('forms', input))).toMatchObject({ fields: [{ field: 'fields', code: 'form.unknownField' }] });
  }
});
