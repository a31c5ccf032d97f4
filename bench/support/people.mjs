/** Invented people for the benchmarks: always the same ones, in no order, as in real life. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const FIRST = ['Ann', 'Bob', 'Chloé', 'Dmitri', 'Eva', 'Farid', 'Grace', 'Hiro', 'Ines', 'Jürgen'];
const LAST = ['Doe', 'Roe', 'Lefèvre', 'Ivanov', 'Müller', 'Haddad', 'Hopper', 'Tanaka', 'Santos', 'Groß'];
const MAILBOX = ['ann', 'bob', 'chloe', 'dmitri', 'eva', 'farid', 'grace', 'hiro', 'ines', 'juergen'];
const CITY = ['Berlin', 'Lyon', 'Porto', 'Kyiv', 'Osaka'];

/** A prime above every number of rows: multiplying by another number modulo it gives each row an address of its own, in no order. */
const PRIME = 15_485_863;
const STEP = 7_368_787;
const BLOCK = 1 << 20;

export const fixedColumns = ['First name', 'Last name', 'Email', 'Company'];

/** @type {{ label: string, fieldType: string }[]} */
export const customColumns = [
  { label: 'Plan', fieldType: 'text' },
  { label: 'Points', fieldType: 'number' },
  { label: 'Member since', fieldType: 'date' },
  { label: 'Newsletter', fieldType: 'boolean' },
  { label: 'City', fieldType: 'text' },
];

/** The cells of one person, without or with the five custom ones. @param {number} i @param {boolean} withCustom @returns {string[]} */
export function personRow(i, withCustom) {
  const mixed = (i * STEP) % PRIME;
  const name = mixed % 10;
  const row = [
    FIRST[name] ?? '',
    `${LAST[(mixed >> 4) % 10]}-${mixed % 5000}`,
    `${MAILBOX[name]}.${mixed}@example.com`,
    `Company ${mixed % 20_000}`,
  ];
  if (!withCustom) return row;
  const since = `20${10 + (mixed % 15)}-0${1 + (mixed % 9)}-15`;
  return [...row, mixed % 3 ? 'basic' : 'gold', String(mixed % 1000), since, mixed % 2 ? 'yes' : 'no', CITY[mixed % 5] ?? ''];
}

/** @param {string} file @param {number} rows @param {boolean} withCustom */
export async function writePeople(file, rows, withCustom) {
  const out = createWriteStream(file);
  let block = `${[...fixedColumns, ...(withCustom ? customColumns.map(({ label }) => label) : [])].join(',')}\n`;
  for (let i = 0; i < rows; i += 1) {
    block += `${personRow(i, withCustom).join(',')}\n`;
    if (block.length < BLOCK) continue;
    if (!out.write(block)) await once(out, 'drain');
    block = '';
  }
  out.end(block);
  await once(out, 'finish');
}
