import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Form {
  id: string;
  version: number;
}

const FIELDS = [{ key: 'firstName', label: 'First name', isRequired: false }];

let test: TestApp;
let form: Form;
beforeAll(async () => {
  test = await TestApp.start();
  await dataOf(test.owner.patch('', { defaultFromEmail: 'club@garden.example.org' }));
  form = await makeForm({ isActive: true });
});
afterAll(() => test.stop());

let forms = 0;
const makeForm = (input: object = {}): Promise<Form> => dataOf<Form>(test.owner.post('forms', { name: `Form ${(forms += 1)}`, ...input }));

describe('forms as members make them', () => {
  it('have names and words of their own, versions, and a preview', async () => {
    const made = await makeForm({ name: 'Made', isActive: false });
    expect(await errorOf(test.owner.post('forms', { name: 'made' }))).toMatchObject({ status: 409, code: 'form.nameTaken' });
    const changed = await dataOf<Form & { title: string }>(test.owner.patch(`forms/${made.id}`, { title: 'Hello <you>', version: 1 }));
    expect(changed).toMatchObject({ title: 'Hello <you>', version: 2 });
    expect(await errorOf(test.owner.patch(`forms/${made.id}`, { title: 'Late', version: 1 }))).toMatchObject({
      code: 'form.changedMeanwhile',
    });
    const words = { title: 'Hello <you>', intro: '', consentText: 'Yes', buttonLabel: 'Go', fields: FIELDS };
    expect((await dataOf<{ html: string }>(test.owner.post('forms/preview', words))).html).toContain('Hello &#60;you&#62;');
    await dataOf(test.owner.delete(`forms/${made.id}`));
    expect(await errorOf(test.owner.get(`forms/${made.id}`))).toMatchObject({ status: 404, code: 'form.notFound' });
  });

  it('refuse what cannot work, beside the field', async () => {
    const stage = await dataOf<{ id: string }>(test.owner.post('lists', { name: 'Lead', isPrimary: true }));
    const refusals: [object, string, string][] = [
      [{ listIds: [stage.id] }, 'listIds', 'form.listIsStage'],
      [{ listIds: ['0190a0b0-0000-7000-8000-000000000000'] }, 'listIds', 'form.unknownList'],
      [{ topicIds: ['0190a0b0-0000-7000-8000-000000000000'] }, 'topicIds', 'form.unknownTopic'],
      [{ redirectUrl: 'http://example.com' }, 'redirectUrl', 'form.badRedirect'],
      [{ redirectUrl: 'javascript:alert(1)' }, 'redirectUrl', 'form.badRedirect'],
      [{ fields: [FIELDS[0], FIELDS[0]] }, 'fields', 'form.fieldTwice'],
    ];
    for (const [input, field, code] of refusals)
      expect(await errorOf(test.owner.post('forms', { name: `Refused ${code}`, ...input }))).toMatchObject({ fields: [{ field, code }] });
    const stranger = await test.stranger('Without Sender');
    expect(await errorOf(stranger.post('forms', { name: 'Early', isActive: true }))).toMatchObject({
      fields: [{ field: 'isActive', code: 'form.noSenderAddress' }],
    });
    expect((await errorOf(stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}/forms/${form.id}`))).status).toBe(404);
    const author = await test.member('author');
    expect((await errorOf(author.post('forms', { name: 'Not mine to make' }))).status).toBe(403);
  });
});
