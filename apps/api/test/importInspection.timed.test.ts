import { dataOf, type Person } from './support/Person.js';
import { type ImportAnswer, uploadFile } from './support/imports.js';
import { TestApp } from './support/startTestApp.js';
import { watchOthers } from './support/watchOthers.js';
import { shared, xlsx } from './support/xlsx.js';

/** What looking into a file may hold the event loop for, whatever its size. Three times in a row it is our own doing, and no collection of garbage. */
const HELD_MS = 50;
const TRIES = 3;
const ROWS = 30_000;

let test: TestApp;
let person: Person;
beforeAll(async () => {
  test = await TestApp.start();
  person = await test.stranger('Ines Inspect');
});
afterAll(() => test.stop());

async function heldBy(work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let tried = 0; tried < TRIES && least >= HELD_MS; tried += 1)
    least = Math.min(least, (await watchOthers(test.database, test.owner, work)).loopHeldMs);
  return least;
}

const people = (row: (i: number) => string): string => Array.from({ length: ROWS }, (_, i) => row(i)).join('');

async function workbook(): Promise<Buffer> {
  const texts = Array.from({ length: ROWS }, (_, i) => `person${i}@example.com`);
  const rows = [['Email', 'Name', 'Groups'], ...texts.map((_, i) => [shared(i), `Ann Lee ${i}`, `Group ${i % 40}`])];
  return xlsx({ sheets: [{ rows }], shared: texts });
}

/** Cards of many lines: the beginning alone would not hold anyone up. */
const cards = (): Buffer =>
  Buffer.from(
    people(
      (i) =>
        `BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lee ${i};Ann;;;\r\nEMAIL:person${i}@example.com\r\nCATEGORIES:Group ${i % 40},Other\r\nEND:VCARD\r\n`,
    ),
  );

/** Dates that can be read both ways to the last row, so that all of them are read. */
const csv = (): Buffer =>
  Buffer.from(`Email,Since,Groups\n${people((i) => `person${i}@example.com,03/0${1 + (i % 9)}/2024,Group ${i % 40}\n`)}`);

it.each([
  ['a workbook', 'people.xlsx', workbook, { skipHiddenRows: true }],
  ['cards', 'people.vcf', cards, { encoding: 'utf-8' }],
  ['a text with dates', 'people.csv', csv, { encoding: 'utf-8' }],
] as const)('%s is looked into while others are answered', async (_, name, make, again) => {
  const uploaded = await dataOf<ImportAnswer>(uploadFile(person, await make(), name));
  const groups = uploaded.columns.find(({ header }) => header === 'Groups' || header === 'Categories')?.index ?? -1;
  const columns = [{ index: groups, target: 'lists' }];
  expect(await heldBy(() => dataOf(person.patch(`imports/${uploaded.id}`, { ...again, columns })))).toBeLessThan(HELD_MS);
});
