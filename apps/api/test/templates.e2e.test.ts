import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Template {
  id: string;
  name: string;
  subject: string;
  preheader: string | null;
  bodyHtml: string;
  signature: string | null;
  version: number;
  versionId: string;
}

interface Preview {
  subject: string;
  html: string;
  text: string;
  problems: { code: string; severity: string; message: string; field: string; line?: number }[];
  contact: { id: string; displayName: string } | null;
  sizeBytes: number;
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

let count = 0;
function create(content: Partial<Template> = {}): Promise<Template> {
  count += 1;
  return dataOf<Template>(
    test.owner.post('templates', {
      name: `Template ${count}`,
      subject: 'Hello',
      bodyHtml: '<p>Hi {{ first_name | default: "there" }}</p>',
      ...content,
    }),
  );
}

describe('templates', () => {
  it('keeps every version that was saved, and none for a save that changes nothing', async () => {
    const first = await create({ preheader: 'Look inside', signature: '<p>Yours</p>' });
    expect(first).toMatchObject({ version: 1, preheader: 'Look inside', signature: '<p>Yours</p>' });
    const same = await dataOf<Template>(test.owner.patch(`templates/${first.id}`, { version: 1, subject: 'Hello' }));
    expect(same).toEqual(first);
    const second = await dataOf<Template>(
      test.owner.patch(`templates/${first.id}`, { version: 1, subject: 'Hello again', preheader: null }),
    );
    expect(second).toMatchObject({ version: 2, subject: 'Hello again', preheader: null, bodyHtml: first.bodyHtml });
    expect(second.versionId).not.toBe(first.versionId);
    const versions = await dataOf<{ id: string; version: number; subject: string; createdByName: string }[]>(
      test.owner.get(`templates/${first.id}/versions`),
    );
    expect(versions.map(({ id, version, subject, createdByName }) => ({ id, version, subject, createdByName }))).toEqual([
      { id: second.versionId, version: 2, subject: 'Hello again', createdByName: 'Olivia Owner' },
      { id: first.versionId, version: 1, subject: 'Hello', createdByName: 'Olivia Owner' },
    ]);
  });

  it('refuses to overwrite what someone else saved meanwhile', async () => {
    const template = await create();
    const answers = await Promise.all(['A', 'B'].map((subject) => test.owner.patch(`templates/${template.id}`, { version: 1, subject })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await errorOf(test.owner.patch(`templates/${template.id}`, { version: 1, subject: 'C' }))).code).toBe(
      'template.changedMeanwhile',
    );
  });

  it('takes a name once, frees it in the trash and asks for another when it is restored', async () => {
    const template = await create({ name: 'Unique' });
    expect(await errorOf(test.owner.post('templates', { name: 'Unique', subject: 'x', bodyHtml: 'x' }))).toMatchObject({
      status: 409,
      code: 'template.nameTaken',
      fields: [{ field: 'name' }],
    });
    await dataOf(test.owner.delete(`templates/${template.id}`));
    expect((await errorOf(test.owner.get(`templates/${template.id}`))).status).toBe(404);
    const other = await create({ name: 'Unique' });
    expect((await errorOf(test.owner.post(`templates/${template.id}/restore`))).code).toBe('template.nameTaken');
    await dataOf(test.owner.patch(`templates/${other.id}`, { version: 1, name: 'Renamed' }));
    expect((await dataOf<Template>(test.owner.post(`templates/${template.id}/restore`))).name).toBe('Unique');
  });

  it('duplicates under a free name', async () => {
    const template = await create({ name: 'Letter' });
    expect((await dataOf<Template>(test.owner.post(`templates/${template.id}/duplicate`))).name).toBe('Letter copy');
    expect((await dataOf<Template>(test.owner.post(`templates/${template.id}/duplicate`))).name).toBe('Letter copy 2');
  });

  it('lists by name and by time in pages, and searches literally', async () => {
    const person = await test.stranger('Lena Lister');
    for (const name of ['b 50%', 'A one', 'c_x', 'D four'])
      await dataOf(person.post('templates', { name, subject: `About ${name}`, bodyHtml: 'x' }));
    const names = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: { name: string }[]; nextCursor: string | null } = await dataOf(
          person.get(`templates?limit=2&${query}${cursor ? `&cursor=${cursor}` : ''}`),
        );
        found.push(...page.items.map((item) => item.name));
        cursor = page.nextCursor;
      } while (cursor);
      return found;
    };
    expect(await names('sort=name')).toEqual(['A one', 'b 50%', 'c_x', 'D four']);
    expect(await names('sort=-name')).toEqual(['D four', 'c_x', 'b 50%', 'A one']);
    expect(await names('')).toEqual(['D four', 'c_x', 'A one', 'b 50%']);
    expect(await names('search=50%25')).toEqual(['b 50%']);
    expect(await names('search=about%20c_')).toEqual(['c_x']);
  });

  it('previews through the renderer that sends, and says what is wrong where', async () => {
    const preview = await dataOf<Preview>(
      test.owner.post('templates/preview', {
        subject: 'Hi {{ first_name | default: "you" }}',
        bodyHtml: '<p>Hello</p>\n<p onclick="x()">{{ frist_name }}</p><script>1</script>',
        signature: '<p>S</p>',
      }),
    );
    expect(preview.subject).toBe('Hi Ada');
    expect(preview.html).toContain('Unsubscribe</a>');
    expect(preview.html).not.toMatch(/onclick|<script/);
    expect(preview.text).toContain('Hello');
    expect(preview.sizeBytes).toBe(Buffer.byteLength(preview.html));
    expect(preview.contact).toBeNull();
    expect(preview.problems).toEqual([
      {
        code: 'template.unknownTag',
        severity: 'error',
        field: 'bodyHtml',
        line: 2,
        message: 'There is no merge tag “frist_name”. Did you mean {{ first_name }}?',
      },
    ]);
    const broken = await dataOf<Preview>(test.owner.post('templates/preview', { subject: 'x', bodyHtml: '{% for i in (1..9) %}' }));
    expect(broken).toMatchObject({ html: '', problems: [{ code: 'template.unclosedBlock' }] });
  });

  it('previews as a contact, custom fields included', async () => {
    await dataOf(test.owner.post('custom-fields', { label: 'Plan', fieldName: 'plan', fieldType: 'text' }));
    await dataOf(test.owner.post('custom-fields', { label: 'VIP', fieldName: 'vip', fieldType: 'boolean' }));
    await dataOf(test.owner.post('custom-fields', { label: 'Seats', fieldName: 'seats', fieldType: 'number' }));
    const contact = await dataOf<{ id: string }>(
      test.owner.post('contacts', {
        firstName: 'Grace',
        lastName: '<b>H</b>',
        primaryEmail: 'grace@example.com',
        customFields: { plan: 'pro', vip: false, seats: 10 },
      }),
    );
    const template = {
      subject: '{{ full_name }}',
      bodyHtml: '{{ custom.plan }}/{% if custom.vip %}vip{% else %}no vip{% endif %}/{% if custom.seats > 9 %}many{% endif %}/{{ email }}',
    };
    const preview = await dataOf<Preview>(test.owner.post('templates/preview', { ...template, contactId: contact.id }));
    expect(preview.contact).toEqual({ id: contact.id, displayName: 'Grace <b>H</b>' });
    expect(preview.subject).toBe('Grace <b>H</b>');
    expect(preview.html).toContain('pro/no vip/many/grace@example.com');
    const tags = await dataOf<{ tag: string; group: string }[]>(test.owner.get('merge-tags'));
    expect(tags.filter((tag) => tag.group === 'custom').map((tag) => tag.tag)).toEqual(['custom.plan', 'custom.vip', 'custom.seats']);
    const stranger = await test.stranger();
    expect((await errorOf(stranger.post('templates/preview', { ...template, contactId: contact.id }))).status).toBe(404);
  });

  it('offers the built-in merge tags', async () => {
    const tags = await dataOf<{ tag: string; label: string; example: string; group: string }[]>(test.owner.get('merge-tags'));
    expect(tags.map((tag) => tag.tag)).toEqual(
      expect.arrayContaining(['first_name', 'sender.name', 'workspace.postal_address', 'unsubscribe_url', 'today']),
    );
  });

  it('checks what comes in', async () => {
    const error = await errorOf(test.owner.post('templates', { name: '', subject: 5, bodyHtml: 'x', colour: 'red' }));
    expect(error.status).toBe(422);
    expect(error.fields.map((field) => field.field).sort()).toEqual(['colour', 'name', 'subject']);
  });

  it('lets viewers read and preview, and nothing else', async () => {
    const template = await create();
    const viewer = await test.member('viewer');
    await dataOf(viewer.get(`templates/${template.id}`));
    await dataOf(viewer.post('templates/preview', { subject: 'x', bodyHtml: 'x' }));
    expect((await errorOf(viewer.post('templates', { name: 'n', subject: 's', bodyHtml: 'b' }))).status).toBe(403);
    expect((await errorOf(viewer.delete(`templates/${template.id}`))).status).toBe(403);
  });

  it('are unknown to a stranger', async () => {
    const template = await create();
    const stranger = await test.stranger();
    const calls = [
      stranger.get(`templates/${template.id}`),
      stranger.get(`templates/${template.id}/versions`),
      stranger.patch(`templates/${template.id}`, { version: 1, subject: 'mine' }),
      stranger.delete(`templates/${template.id}`),
      stranger.post(`templates/${template.id}/restore`),
      stranger.post(`templates/${template.id}/duplicate`),
      stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}/templates`),
      stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}/merge-tags`),
    ];
    for (const call of calls) expect((await errorOf(call)).status).toBe(404);
    expect(await dataOf<Template>(test.owner.get(`templates/${template.id}`))).toEqual(template);
  });
});
