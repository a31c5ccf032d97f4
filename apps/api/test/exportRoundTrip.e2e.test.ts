import fc from 'fast-check';
import { exportText } from './support/exports.js';
import { joinCell } from '../src/modules/exports/contactColumns.js';
import { writeCsv } from '../src/platform/csv/writeCsv.js';
import { endOf, type ImportAnswer, uploadFile } from './support/imports.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

/** What leaves as a file comes back as it was: into an empty workspace, and out of it again, byte by byte. */
let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const FIELDS = [
  { label: 'Remark', fieldType: 'text' },
  { label: 'Score', fieldType: 'number' },
  { label: 'Birthday', fieldType: 'date' },
  { label: 'Member', fieldType: 'boolean' },
  { label: 'Plan', fieldType: 'select', options: ['Gold, yearly', '=SUM(A1)', 'Says "hello"', '+ plus', 'Ünï; code'] },
  { label: 'Story', fieldType: 'longText' },
  { label: 'Colours', fieldType: 'multiSelect', options: ['Red', 'Blue; navy', '["x"]', 'Sea, green', '=Pink'] },
  { label: 'Fee', fieldType: 'money', currency: 'EUR' },
  { label: 'Seen', fieldType: 'dateTime' },
];
const COLUMNS = [
  ...['firstName', 'lastName', 'primaryEmail', 'primaryPhone', 'company', 'createdOn'],
  ...['custom:remark', 'custom:score', 'custom:birthday', 'custom:member', 'custom:plan'],
  ...['custom:story', 'custom:colours', 'custom:fee', 'custom:seen'],
  ...['furtherEmails', 'furtherPhones', 'stage', 'lists'],
];
const STAGES = ['Lead', 'Says "yes"; now'];
const LISTS = ['News', 'a; b', 'c ::: d', '=SUM(A1)', '"quoted"', '* star'];

const PIECES = [
  ...['=1+1', '+49', '-5', '@home', '\t', '\r', '\n', '\r\n', "'", "'=x", '"', '""', ',', ';', '|', ' ', '\\'],
  ...[
    'شركة',
    '\u202eabc',
    'עברית',
    '王小明',
    '👩‍👩‍👧',
    '🇧🇪',
    'é',
    'ﬁ',
    '＝1',
    '＋1',
    '\u0001',
    '\u001f',
    '\u007f',
    '\u0085',
    '\u2028',
    '\u200b',
    '\ufeff',
  ],
  ...[
    '007',
    '1.234,56',
    '1,234.56',
    '1e5',
    '12/11/10',
    'NULL',
    'n/a',
    '-',
    'true',
    'sep=;',
    '::: ',
    '* a',
    '#N/A',
    'Total',
    'a',
    'B',
    'z9',
  ],
];
const text = fc.array(fc.constantFrom(...PIECES), { minLength: 0, maxLength: 4 }).map((parts) => parts.join(''));
const contact = fc.record({
  firstName: text,
  lastName: text,
  company: text,
  remark: text,
  score: fc.option(fc.constantFrom(0, 7, -5, 1.234, 1234.56, 0.001, 1_000_000, 12.5), { nil: null }),
  birthday: fc.option(fc.constantFrom('2001-02-03', '1999-12-31', '2012-11-10', '2000-02-29'), { nil: null }),
  member: fc.option(fc.boolean(), { nil: null }),
  plan: fc.option(fc.constantFrom(...(FIELDS[4]?.options ?? [])), { nil: null }),
  story: text,
  colours: fc.option(fc.subarray([...(FIELDS[6]?.options ?? [])], { minLength: 1 }), { nil: null }),
  fee: fc.option(fc.constantFrom('1234.50', '0.07', '-5.00', '1.00'), { nil: null }),
  seen: fc.option(fc.constantFrom('2026-01-31T09:00:00.000Z', '1999-12-31T23:59:59.999Z'), { nil: null }),
  phone: fc.option(fc.integer({ min: 100_000, max: 999_999 }), { nil: null }),
  emails: fc.integer({ min: 0, max: 3 }),
  phones: fc.integer({ min: 0, max: 2 }),
  stage: fc.option(fc.constantFrom(...STAGES), { nil: null }),
  lists: fc.subarray([...LISTS]),
});

/** Imports a file, with every list and stage added that it names. */
async function takeAll(person: Person, file: string): Promise<ImportAnswer> {
  const { id, columns } = await dataOf<ImportAnswer>(uploadFile(person, file, 'contacts.csv'));
  const named = columns.flatMap(({ index, header }) =>
    header === 'Stage' || header === 'Lists' ? [{ index, target: header.toLowerCase() }] : [],
  );
  const choose = (choices: object[]) =>
    dataOf<{ columns: { index: number; values: { unknown: { value: string }[] } | null }[] }>(
      person.patch(`imports/${id}`, { emptyWords: false, columns: choices }),
    );
  const found = (await choose(named.map(({ index, target }) => ({ index, target: target === 'stage' ? 'stage' : 'lists' })))).columns;
  await choose(
    named.map((choice) => ({
      ...choice,
      values: (found[choice.index]?.values?.unknown ?? []).map(({ value }) => ({ value, choice: 'add' })),
    })),
  );
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
  return endOf(person, id);
}

async function workspace(): Promise<Person> {
  const person = await test.stranger('Rita Roundtrip');
  for (const field of FIELDS) await dataOf(person.post('custom-fields', field));
  return person;
}

it('export, import into an empty workspace, export again: the two files are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(contact, { minLength: 1, maxLength: 25 }),
      fc.constantFrom('comma', 'semicolon', 'tab'),
      async (people, delimiter) => {
        const from = await workspace();
        let made = 0;
        const more: string[][] = [['Email', 'Further emails', 'Further phones', 'Stage', 'Lists']];
        for (const [
          n,
          { emails, phones, stage, lists, score, birthday, member, plan, remark, story, colours, fee, seen, phone, ...names },
        ] of people.entries()) {
          const customFields = Object.fromEntries(
            Object.entries({ remark, score, birthday, member, plan, story, colours: colours && JSON.stringify(colours), fee, seen }).filter(
              ([, value]) => value !== null && value !== '',
            ),
          );
          const body = { ...names, primaryEmail: `p${n}@example.com`, customFields };
          const { status } = await from.post('contacts', phone === null ? body : { ...body, primaryPhone: `+49 30 ${phone}${10 + n}` });
          if (status !== 201) continue;
          made += 1;
          const further = Array.from({ length: emails }, (_, i) => `p${n}.${i}@example.com`);
          const numbers = Array.from({ length: phones }, (_, i) => `+49 40 90182${10 + n}${i}`);
          more.push([`p${n}@example.com`, joinCell(further), joinCell(numbers), stage ?? '', joinCell(lists)]);
        }
        fc.pre(made > 0);
        expect((await takeAll(from, writeCsv(more, ','))).counts).toMatchObject({ created: 0, rejected: 0 });
        const ask = { kind: 'contacts', contacts: { filter: {} }, columns: COLUMNS, delimiter };
        const first = await exportText(from, ask);
        const into = await workspace();
        const { counts, status } = await takeAll(into, first);
        expect([status, counts.created, counts.rejected]).toEqual(['completed', made, 0]);
        expect(await exportText(into, ask)).toBe(first);
      },
    ),
    { numRuns: 12, seed: 20_261_129, endOnFailure: true },
  );
}, 240_000);
