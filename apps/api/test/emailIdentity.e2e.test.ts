import type { Server } from 'node:http';
import { emailKey } from '@rapport/common';
import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { importCsv, rejectsOf } from './support/importCsv.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { PASSWORD } from './support/twoFactor.js';

interface Contact {
  id: string;
  primaryEmail: string | null;
  emailStatus: string;
  version: number;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Ida ${Math.random()}`);
});

const create = (input: object): Promise<Contact> => dataOf<Contact>(owner.post('contacts', input));
const contacts = async (search = ''): Promise<Contact[]> =>
  (await dataOf<{ items: Contact[] }>(owner.get(`contacts?limit=100&sort=email&search=${encodeURIComponent(search)}`))).items;

/** Spellings of mara@example.com with something that nobody sees or means. */
const SPELLINGS = [
  'mara@example.com',
  '\u200bmara@example.com',
  'mara\u200b@example.com',
  'mara@example.com\u200b',
  '\u202amara@example.com\u202c',
  '\u2066mara@example.com\u2069',
  '\u2060mara@example.com',
  '\u200emara@example.com',
  '\ufeffmara@example.com',
  'mara@example.com\u00a0',
  'mara@exam\u00adple.com',
  'ma\u200cra@exam\u200dple.com',
  'ma\u180era@example.com',
  'mara\ufe0f@example.com',
  'mara\u{e0061}@example.com',
  '\u3000mara@example.com\t',
  'ｍａｒａ＠example．com',
  "'mara@example.com'",
  '“MARA@Example.com”',
  '<mara@example.com>',
  'Mara <mara@example.com>',
  'mailto:mara@example.com',
  'mara@example.com.',
  'mara@example.com;',
];
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('an email address', () => {
  it('is one person however it was copied, through the API', async () => {
    const mara = await create({ firstName: 'Mara', primaryEmail: SPELLINGS[1] });
    expect(mara.primaryEmail).toBe('mara@example.com');
    for (const primaryEmail of SPELLINGS)
      expect(await errorOf(owner.post('contacts', { primaryEmail }))).toMatchObject({
        code: 'contact.emailTaken',
        details: { existingContactId: mara.id },
      });
  });

  it('is one person however it was copied, through an import, and found by every spelling', async () => {
    const csv = ['First name,Email', ...SPELLINGS.map((spelling) => `Mara,${quoted(spelling)}`)].join('\n');
    const { id, counts } = await importCsv(owner, csv);
    expect(await rejectsOf(owner, id)).toEqual([]);
    expect(counts).toMatchObject({ created: 1, updated: 0, unchanged: SPELLINGS.length - 1 });
    expect(await contacts()).toMatchObject([{ primaryEmail: 'mara@example.com' }]);
    for (const spelling of SPELLINGS) expect(await contacts(spelling)).toHaveLength(1);
  });

  it('stays unsubscribed in every spelling', async () => {
    const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
    await test.app.get(ConsentService).suppress(ctx, 'unsubscribed', {
      channel: 'email',
      addressKey: emailKey('\u200bMara@bücher.example'),
      source: 'api',
      contactId: null,
    });
    const mara = await create({ primaryEmail: 'mara@XN--BCHER-KVA.example\u2060' });
    expect(mara.emailStatus).toBe('unsubscribed');
    expect(mara.primaryEmail).toBe('mara@XN--BCHER-KVA.example');
  });

  it('is kept as it was typed where that is meant', async () => {
    expect((await create({ primaryEmail: 'Ann.Lee@Bücher.Example' })).primaryEmail).toBe('Ann.Lee@Bücher.Example');
    expect((await create({ primaryEmail: 'O’Dell@example.com' })).primaryEmail).toBe("O'Dell@example.com");
    expect(await contacts('bücher')).toHaveLength(1);
    expect(await contacts('ann.lee@bücher.example')).toHaveLength(1);
    expect(await contacts('xn--bcher')).toHaveLength(1);
  });

  it('of look-alike letters is another one', async () => {
    await create({ primaryEmail: 'mara@example.com' });
    await create({ primaryEmail: 'm\u0430ra@example.com' });
    await create({ primaryEmail: 'mara@ex\u0430mple.com' });
    expect(await contacts()).toHaveLength(3);
  });

  it.each([
    ['"quoted local"@example.com', 'quotes'],
    ['.ann@example.com', 'dot'],
    ['an..n@example.com', 'two dots'],
    [`${'a'.repeat(65)}@example.com`, '64'],
    [`ann@${'abcdefghi.'.repeat(25)}com`, '254'],
    ['ann@localhost', 'no dot'],
    ['ann@[192.0.2.1]', 'server'],
    ['ann@exam_ple.com', 'underscore'],
    ['ann lee@example.com', 'space'],
    ['ann²@example.com', 'U+00B2'],
    ['ann@example.com, bob@example.com', 'several'],
  ])('that no server takes is refused with the reason: %s', async (primaryEmail, reason) => {
    const error = await errorOf(owner.post('contacts', { primaryEmail }));
    expect(error).toMatchObject({ status: 422, fields: [{ field: 'primaryEmail' }] });
    expect(error.fields[0]?.message).toContain(reason);
    const { id } = await importCsv(owner, `First name,Email\nOne,one@example.com\nAnn,${quoted(primaryEmail)}\n`);
    const [reject, ...others] = await rejectsOf(owner, id);
    expect(others).toEqual([]);
    expect(reject).toMatchObject({ line: 3, column: 'Email' });
    expect(reject?.reason).toContain(reason);
  });
});

describe('every other place that takes an email address', () => {
  it('reads it the same way: senders, invitations, accounts', async () => {
    const workspace = await dataOf<{ defaultFromEmail: string }>(owner.patch('', { defaultFromEmail: '\u200bhello@example.com\u00a0' }));
    expect(workspace.defaultFromEmail).toBe('hello@example.com');
    expect((await errorOf(owner.patch('', { defaultFromEmail: 'hello@localhost' }))).fields[0]?.field).toBe('defaultFromEmail');
    const first = await dataOf<{ email: string }>(owner.post('invitations', { email: 'Vera\u200b@bücher.example', role: 'viewer' }));
    expect(first.email).toBe('vera@xn--bcher-kva.example');
    await dataOf(owner.post('invitations', { email: '“vera@Bücher.example”', role: 'viewer' }));
    expect(await dataOf<object[]>(owner.get('invitations'))).toHaveLength(1);
    const [member] = await dataOf<{ email: string }[]>(test.owner.get('members'));
    const email = (member?.email ?? '').replace('@', '\u200b@\u2060');
    expect((await new Person(test.app.getHttpServer() as Server).post('/api/v1/auth/login', { email, password: PASSWORD })).status).toBe(
      200,
    );
  });
});
