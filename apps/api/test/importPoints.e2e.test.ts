import { queryRows, sql } from '../src/platform/database/sql.js';
import {
  allItems,
  contactByEmail,
  endOf,
  type ImportAnswer,
  type NoteAnswer,
  type RejectAnswer,
  runImport,
  uploadFile,
} from './support/imports.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Point {
  value: string;
  label: string | null;
  isPrimary: boolean;
}
interface Whole {
  id: string;
  firstName: string | null;
  emailStatus: string;
  emails: Point[];
  phones: Point[];
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Pia Point ${Math.random()}`);
});

const whole = async (email: string): Promise<Whole> => (await contactByEmail(owner, email)) as unknown as Whole;
const points = (list: Point[]): (string | null)[][] => list.map(({ value, label }) => [value, label]);
const emailsOf = async (email: string): Promise<(string | null)[][]> => points((await whole(email)).emails);
const phonesOf = async (email: string): Promise<(string | null)[][]> => points((await whole(email)).phones);
const notesOf = async (id: string): Promise<[string, string | null, string | null][]> =>
  (await allItems<NoteAnswer>(owner, `imports/${id}/notes`)).map(({ code, column, value }) => [code, column, value]);
const upload = (file: string, name?: string): Promise<ImportAnswer> => dataOf<ImportAnswer>(uploadFile(owner, file, name));
const targetsOf = ({ columns }: ImportAnswer): Record<string, string> =>
  Object.fromEntries(columns.filter(({ target }) => target !== 'ignore').map(({ header, target }) => [header, target]));
const HEADER = 'First name,Last name,Email,Further emails,Further phones';

describe('further emails and phones', () => {
  it('of Google are taken with their labels, and several of a cell one by one', async () => {
    const file = [
      'First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value',
      'Ada,Lovelace,* myContacts,* ,ada@example.com ::: * ada.l@example.com,Home,ada2@example.com ::: ada3@example.com,Mobile,+44 20 7946 0123,* Work,+44 20 7946 0124',
    ].join('\n');
    const uploaded = await upload(file);
    expect(targetsOf(uploaded)).toMatchObject({
      'E-mail 1 - Value': 'primaryEmail',
      'E-mail 2 - Label': 'label:6',
      'E-mail 2 - Value': 'furtherEmail',
      'Phone 2 - Value': 'furtherPhone',
      'Phone 2 - Label': 'label:10',
    });
    expect(uploaded.preview[0]?.cells).toContainEqual({ index: 6, value: 'ada2@example.com; ada3@example.com', problem: null });
    await dataOf(owner.post(`imports/${uploaded.id}/start`, { mode: 'createAndUpdate' }));
    expect((await endOf(owner, uploaded.id)).counts).toMatchObject({ created: 1 });
    expect(await emailsOf('ada.l@example.com')).toEqual([
      ['ada.l@example.com', null],
      ['ada@example.com', null],
      ['ada2@example.com', 'Home'],
      ['ada3@example.com', 'Home'],
    ]);
    expect(await phonesOf('ada3@example.com')).toEqual([
      ['+44 20 7946 0123', null],
      ['+44 20 7946 0124', 'Work'],
    ]);
  });

  it('of Outlook, HubSpot and Brevo go beside the primary ones, and are called as their columns', async () => {
    const outlook =
      'First Name,Last Name,Company,Business Phone,Home Phone,Mobile Phone,Business Fax,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type\n' +
      'Ada,Lovelace,Engines,+49 30 901820,+49 30 901821,+49 151 23456789,+49 30 901822,ada@example.com,SMTP,Ada,ada2@example.com,SMTP\n';
    await runImport(owner, outlook);
    expect(await emailsOf('ada@example.com')).toEqual([
      ['ada@example.com', null],
      ['ada2@example.com', null],
    ]);
    expect(await phonesOf('ada@example.com')).toEqual([
      ['+49 151 23456789', null],
      ['+49 30 901820', 'Work'],
      ['+49 30 901821', 'Home'],
    ]);
    const hubspot =
      'Record ID,First Name,Email,Lifecycle Stage,Additional email addresses\n1,Bob,bob@example.com,Lead,bob2@example.com;bob3@example.com\n';
    await runImport(owner, hubspot);
    expect((await emailsOf('bob3@example.com')).map(([value]) => value)).toEqual([
      'bob@example.com',
      'bob2@example.com',
      'bob3@example.com',
    ]);
    expect(targetsOf(await upload('EMAIL;SMS;WHATSAPP;EMAIL_BLACKLISTED\na@example.com;+4930901820;+4930901821;false\n'))).toMatchObject({
      SMS: 'primaryPhone',
      WHATSAPP: 'furtherPhone',
    });
  });

  it('of a card keep what the card calls them', async () => {
    const card = [
      ...['BEGIN:VCARD', 'VERSION:3.0', 'N:Lovelace;Ada', 'EMAIL:ada@example.com', 'EMAIL;TYPE=HOME:ada2@example.com'],
      ...['TEL;TYPE=CELL:+44 20 7946 0123', 'TEL;TYPE=WORK,VOICE:+44 20 7946 0124', 'TEL;TYPE=FAX:+44 20 7946 0125', 'END:VCARD', ''],
    ].join('\r\n');
    await runImport(owner, card, { name: 'ada.vcf' });
    expect(await emailsOf('ada@example.com')).toEqual([
      ['ada@example.com', null],
      ['ada2@example.com', 'Home'],
    ]);
    expect(await phonesOf('ada@example.com')).toEqual([
      ['+44 20 7946 0123', null],
      ['+44 20 7946 0124', 'Work'],
    ]);
  });

  it('lead to their person, and importing the file again changes nothing', async () => {
    const file = `${HEADER}\nAda,Lovelace,ada@example.com,ada2@example.com,+49 30 901821\n`;
    expect((await runImport(owner, file)).counts).toMatchObject({ created: 1 });
    expect((await runImport(owner, file)).counts).toMatchObject({ created: 0, unchanged: 1 });
    const found = await runImport(
      owner,
      `${HEADER}\nAda,Lovelace,ada9@example.com,ADA2@example.com,\nAda,Lovelace,,,+49 30 901821\n,,,ada9@example.com,\n`,
    );
    expect(found.counts).toMatchObject({ created: 0, updated: 1, unchanged: 2 });
    expect((await emailsOf('ada@example.com')).map(([value]) => value)).toEqual([
      'ada@example.com',
      'ada2@example.com',
      'ada9@example.com',
    ]);
  });

  it('of another person are told: an address stays with whom it belongs to, a number may be of several', async () => {
    const file = [
      HEADER,
      'Ada,Lovelace,ada@example.com,info@example.com,+49 30 901821',
      'Bob,Weiss,bob@example.com,info@example.com; ada@example.com,+49 30 901821',
      'Cleo,Wu,cleo@example.com,cleo@example.com; CLEO@example.com; c@example.com,',
    ].join('\n');
    const { id, counts } = await runImport(owner, file);
    expect(counts).toMatchObject({ created: 3, rejected: 0 });
    expect(await notesOf(id)).toEqual([
      ['contact.furtherEmailTaken', 'Further emails', 'info@example.com'],
      ['contact.furtherEmailTaken', 'Further emails', 'ada@example.com'],
    ]);
    expect(await emailsOf('bob@example.com')).toEqual([['bob@example.com', null]]);
    expect((await phonesOf('bob@example.com')).map(([value]) => value)).toEqual(['+49 30 901821']);
    expect((await emailsOf('cleo@example.com')).map(([value]) => value)).toEqual(['cleo@example.com', 'c@example.com']);
  });

  it('are in the rehearsal with the conflicts, and go with the undo', async () => {
    await runImport(owner, `${HEADER}\nAda,Lovelace,ada@example.com,,\nBob,Weiss,bob@example.com,,\n`);
    const { id } = await upload(`${HEADER}\nAda,Lovelace,ada@example.com,a2@example.com;bob@example.com,+49 30 901821\n`);
    await dataOf(owner.post(`imports/${id}/rehearse`, { mode: 'createAndUpdate' }));
    const rows = async (group: string) =>
      (await dataOf<{ items: { code: string; changes: object[] }[] }>(owner.get(`imports/${id}/rehearsal/rows?group=${group}`))).items;
    await waitFor('the rehearsal', async () => (await rows('conflict')).length > 0);
    expect((await rows('updated'))[0]?.changes).toEqual([
      { field: 'furtherEmail', from: null, to: 'a2@example.com' },
      { field: 'furtherPhone', from: null, to: '+49 30 901821' },
    ]);
    expect(await rows('conflict')).toMatchObject([{ code: 'contact.furtherEmailTaken', column: 'Further emails' }]);
    await dataOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
    await endOf(owner, id);
    expect(await emailsOf('ada@example.com')).toHaveLength(2);
    await dataOf(owner.post(`imports/${id}/undo`));
    await waitFor(
      'the undo',
      async () => (await dataOf<{ undo: { status: string } }>(owner.get(`imports/${id}`))).undo.status === 'undone',
    );
    const back = await whole('ada@example.com');
    expect([points(back.emails), points(back.phones)]).toEqual([[['ada@example.com', null]], []]);
  });

  it('are suppressed with their person, and reported where they cannot be read', async () => {
    const file = `Email,Further emails,Further phones,Opted out\nada@example.com,a2@example.com; nobody,030 901821,yes\nbob@example.com,,,no\n`;
    const { id, reportedCells } = await runImport(owner, file, { update: { defaultCountry: null } });
    expect(reportedCells).toBe(2);
    const cells = await allItems<{ code: string; column: string }>(owner, `imports/${id}/cells`);
    expect(cells.map(({ code, column }) => [code, column])).toEqual([
      ['email.invalid', 'Further emails'],
      ['phone.noCountry', 'Further phones'],
    ]);
    expect(await emailsOf('ada@example.com')).toHaveLength(2);
    const suppressed = await queryRows<{ key: string }>(
      test.services.dataSource.manager,
      sql`SELECT address_key AS key FROM suppressions WHERE workspace_id = ${owner.workspaceId} ORDER BY address_key`,
    );
    expect(suppressed.map(({ key }) => key)).toEqual(['a2@example.com', 'ada@example.com']);
  });

  it('are fifty of one person at most, and the others are told', async () => {
    const many = Array.from({ length: 52 }, (_, i) => `m${i}@example.com`).join('; ');
    const { id } = await runImport(owner, `${HEADER}\nAda,Lovelace,ada@example.com,${many},\n`);
    expect(await emailsOf('ada@example.com')).toHaveLength(51);
    expect(await notesOf(id)).toEqual([
      ['contact.tooManyPoints', 'Further emails', 'm50@example.com'],
      ['contact.tooManyPoints', 'Further emails', 'm51@example.com'],
    ]);
  });
});

describe('columns', () => {
  it('refuse a target of one column twice, and a label without what it names', async () => {
    const { id } = await upload(`Email,Other,What\nada@example.com,a2@example.com,Home\n`);
    const choose = (...columns: object[]) => owner.patch(`imports/${id}`, { columns });
    expect(await errorOf(choose({ index: 1, target: 'primaryEmail' }))).toMatchObject({ fields: [{ code: 'import.targetTwice' }] });
    expect(await errorOf(choose({ index: 2, target: 'label:1' }))).toMatchObject({ fields: [{ code: 'import.labelWithoutValue' }] });
    expect(await errorOf(choose({ index: 2, target: 'label:77' }))).toMatchObject({ fields: [{ code: 'import.labelWithoutValue' }] });
    const labelled = await dataOf<ImportAnswer>(choose({ index: 1, target: 'furtherEmail' }, { index: 2, target: 'label:1' }));
    expect(targetsOf(labelled)).toMatchObject({ Other: 'furtherEmail', What: 'label:1' });
    expect(targetsOf(await dataOf<ImportAnswer>(choose({ index: 1, target: 'ignore' })))).toEqual({ Email: 'primaryEmail' });
  });
});

describe('contacts recognized by their ID', () => {
  it('are updated whatever else the row says; other IDs reject the row', async () => {
    await runImport(owner, `${HEADER}\nAda,Lovelace,ada@example.com,,\nBob,Weiss,bob@example.com,,\nCleo,Wu,cleo@example.com,,\n`);
    const [ada, bob, cleo] = [await whole('ada@example.com'), await whole('bob@example.com'), await whole('cleo@example.com')];
    await dataOf(owner.delete(`contacts/${cleo.id}`));
    const stranger = await test.stranger('Stan Stranger');
    const { id: theirs } = await dataOf<{ id: string }>(stranger.post('contacts', { primaryEmail: 'x@example.com' }));
    const file = [
      'Contact ID,First name,Email',
      `${ada.id.toUpperCase()},Augusta,augusta@example.com`,
      `${bob.id},Robert,augusta@example.com`,
      `${cleo.id},Cleopatra,`,
      `${theirs},Xenia,`,
      'no id,Nobody,',
      ',New,new@example.com',
      ',New,ada@example.com',
      ',Augusta,augusta@example.com',
    ].join('\n');
    const uploaded = await upload(file);
    expect(targetsOf(uploaded)).toMatchObject({ 'Contact ID': 'contactId' });
    await dataOf(owner.post(`imports/${uploaded.id}/start`, { mode: 'createAndUpdate', matchBy: 'id' }));
    const done = await endOf(owner, uploaded.id);
    expect(done.counts).toMatchObject({ created: 2, updated: 1, rejected: 5 });
    expect(await whole('augusta@example.com')).toMatchObject({ id: ada.id, firstName: 'Augusta' });
    const rejects = await allItems<RejectAnswer>(owner, `imports/${uploaded.id}/rejects`);
    expect(rejects.map(({ line, code, column }) => [line, code, column])).toEqual([
      [3, 'contact.emailTaken', 'Email'],
      [4, 'contact.idInTrash', 'Contact ID'],
      [5, 'contact.unknownId', 'Contact ID'],
      [6, 'contact.unknownId', 'Contact ID'],
      [9, 'contact.emailTaken', 'Email'],
    ]);
  });

  it('need a column that holds it; of a file matched otherwise it says nothing', async () => {
    const { id } = await upload('First name,Email\nAda,ada@example.com\n');
    expect(await errorOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate', matchBy: 'id' }))).toMatchObject({
      fields: [{ field: 'matchBy', code: 'import.noIdColumn' }],
    });
    expect(await errorOf(owner.post(`imports/${id}/rehearse`, { mode: 'createAndUpdate', matchBy: 'id' }))).toMatchObject({
      fields: [{ code: 'import.noIdColumn' }],
    });
    const file = 'Contact ID,Email\n0193a1b2-0000-7000-8000-000000000000,ada@example.com\n';
    expect((await runImport(owner, file)).counts).toMatchObject({ created: 1, rejected: 0 });
  });
});

it('is a 404 for someone else', async () => {
  const { id } = await upload(`${HEADER}\nAda,Lovelace,ada@example.com,a2@example.com,\n`);
  const stranger = await test.stranger('Dora Direct');
  expect((await stranger.patch(`imports/${id}`, { columns: [{ index: 3, target: 'ignore' }] })).status).toBe(404);
});
