import { dataOf, errorOf } from './support/Person.js';
import { personForEach } from './support/personForEach.js';
import {
  allItems,
  contactByEmail,
  downloadText,
  endOf,
  type ImportAnswer,
  type RejectAnswer,
  runImport,
  uploadFile,
  valueOf,
} from './support/imports.js';

const app = personForEach('Vera Card');

const card = (...lines: string[]): string => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');
const upload = (file: string | Buffer, name = 'contacts.vcf') =>
  dataOf<ImportAnswer & { fileKind: string; workbook: object | null }>(uploadFile(app.person, file, name));

it('a file of cards has the columns that its cards fill, and is imported like a table', async () => {
  const file = [
    card(
      'VERSION:3.0',
      'N:Lovelace;Ada;;;',
      'ORG:Engines',
      'EMAIL;type=pref:ada@example.com',
      'TEL;TYPE=CELL:+44 20 7946 0123',
      'BDAY:1985-12-10',
    ),
    card(
      'VERSION:2.1',
      'N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=4D=C3=BC=6C=6C=65=72;J=C3=BC=72=67=65=6E',
      'EMAIL:juergen@example.com',
      'CATEGORIES:A,B',
    ),
    'BEGIN:VCARD\r\nN:Lost;\r\n',
    card('VERSION:4.0', 'FN:Vincent van Gogh', 'TEL;VALUE=uri:tel:+31-20-5709400'),
  ].join('');
  const uploaded = await upload(file, 'contacts.txt');
  expect(uploaded).toMatchObject({ fileKind: 'vcard', workbook: null, hasHeader: false, encoding: 'utf-8' });
  expect(uploaded.columns.map(({ header, target }) => [header, target])).toEqual([
    ['First name', 'firstName'],
    ['Last name', 'lastName'],
    ['Company', 'company'],
    ['Email', 'primaryEmail'],
    ['Phone', 'primaryPhone'],
    ['Birthday', 'ignore'],
    ['Categories', 'ignore'],
  ]);
  const birthday = { index: 5, target: 'custom:birthday', newField: { label: 'Birthday', fieldType: 'date' } };
  await dataOf(app.person.patch(`imports/${uploaded.id}`, { columns: [birthday] }));
  await dataOf(app.person.post(`imports/${uploaded.id}/start`, { mode: 'createAndUpdate' }));
  const done = await endOf(app.person, uploaded.id);
  expect(done).toMatchObject({ status: 'completed', totalRows: 4, counts: { created: 3, rejected: 1 } });
  const ada = await contactByEmail(app.person, 'ada@example.com');
  expect(ada).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace', company: 'Engines', primaryPhone: '+44 20 7946 0123' });
  expect(valueOf(ada, 'birthday')).toBe('1985-12-10');
  expect(await contactByEmail(app.person, 'juergen@example.com')).toMatchObject({ firstName: 'Jürgen', lastName: 'Müller' });
  const [rejected] = await allItems<RejectAnswer>(app.person, `imports/${uploaded.id}/rejects`);
  expect(rejected).toMatchObject({ line: 15, code: 'card.unclosed', raw: 'N:Lost;' });
  expect((await downloadText(app.person, `imports/${uploaded.id}/rejects.csv`)).text).toContain(',15,,"This card has no END:VCARD');
});

it('cards of a file in UTF-16 are read, and a second import of it changes nothing', async () => {
  const file = Buffer.from(`\ufeff${card('N:Ärger;Zoë', 'EMAIL:zoe@example.com', 'NOTE:x')}`, 'utf16le');
  expect((await runImport(app.person, file, { name: 'z.vcf' })).counts).toMatchObject({ created: 1 });
  expect((await runImport(app.person, file, { name: 'z.vcf' })).counts).toMatchObject({ created: 0, unchanged: 1 });
  expect(await contactByEmail(app.person, 'zoe@example.com')).toMatchObject({ firstName: 'Zoë', lastName: 'Ärger' });
});

it('a file without a whole card is refused', async () => {
  expect(await errorOf(uploadFile(app.person, 'BEGIN:VCARD\r\nN:Lost;\r\n', 'x.vcf'))).toMatchObject({ code: 'import.noRows' });
});

it('is not there for a stranger', async () => {
  const { id } = await upload(card('N:One;A', 'EMAIL:one@example.com'));
  const stranger = await app.test.stranger('Stan Stranger');
  expect((await stranger.get(`imports/${id}`)).status).toBe(404);
});
