import { splitFullName } from '../mapping/splitFullName.js';
import { type CardProperty, partsOf, unescapeValue } from './properties.js';

/** Further addresses and numbers of a card that have a column of their own. */
const MOST_POINTS = 10;
const EMAILS = numbered('Email');
const PHONES = numbered('Phone');

/** The columns of a file of cards: what address books keep about people. */
export const CARD_COLUMNS: readonly string[] = [
  'First name',
  'Last name',
  'Company',
  'Job title',
  ...EMAILS.flatMap(withLabel),
  ...PHONES.flatMap(withLabel),
  'Fax',
  'Birthday',
  'Street',
  'Postal code',
  'City',
  'Region',
  'Country',
  'Website',
  'Nickname',
  'Categories',
  'Note',
];

/** What a card says, by column; null for a card that is about a group and not about a person. */
export function cardCells(properties: readonly CardProperty[]): ReadonlyMap<string, string> | null {
  const cells = new Map<string, string>();
  const put = (column: string, value: string | undefined): void => {
    if (value && !cells.has(column)) cells.set(column, value);
  };
  const all = (name: string): CardProperty[] => byPreference(properties.filter((property) => property.name === name));
  const first = (name: string): string => unescapeValue(all(name)[0]?.value ?? '');
  if (/^group$/i.test(first('KIND') || first('X-ADDRESSBOOKSERVER-KIND'))) return null;
  const company = unescapeValue(partsOf(all('ORG')[0]?.value ?? '', ';')[0] ?? '');
  const name = nameOf(all('N')[0]?.value ?? '', first('FN'), company);
  put('First name', name.firstName);
  put('Last name', name.lastName);
  put('Company', company);
  put('Job title', first('TITLE') || first('ROLE'));
  putPoints(put, EMAILS, all('EMAIL'));
  const [faxes, phones] = [all('TEL').filter(isFax), all('TEL').filter((property) => !isFax(property))];
  putPoints(put, PHONES, phones);
  put('Fax', faxes.map(({ value }) => unescapeValue(value)).find(Boolean));
  put('Birthday', first('BDAY'));
  putAddress(put, all('ADR')[0]?.value ?? '');
  put('Website', first('URL'));
  put('Nickname', first('NICKNAME'));
  put(
    'Categories',
    all('CATEGORIES')
      .flatMap(({ value }) => partsOf(value, ',').map(unescapeValue))
      .filter(Boolean)
      .join(', '),
  );
  put(
    'Note',
    all('NOTE')
      .map(({ value }) => unescapeValue(value))
      .join('\n'),
  );
  cells.delete('');
  return cells;
}

/** Without the parts of a name the whole one is taken apart, unless it is the name of the company. */
function nameOf(parts: string, whole: string, company: string): { firstName: string; lastName: string } {
  const [lastName = '', firstName = ''] = partsOf(parts, ';').map(unescapeValue);
  if (firstName !== '' || lastName !== '') return { firstName, lastName };
  return whole === '' || whole === company ? { firstName: '', lastName: '' } : splitFullName(whole);
}

function putAddress(put: (column: string, value: string) => void, value: string): void {
  const [box = '', extended = '', street = '', city = '', region = '', code = '', country = ''] = partsOf(value, ';').map(unescapeValue);
  put('Street', [street, extended, box].filter(Boolean).join(', '));
  put('City', city);
  put('Region', region);
  put('Postal code', code);
  put('Country', country);
}

/** `PREF=1` of version 4 comes first, then what is marked `pref` as before, then the rest in its order. */
function byPreference(properties: readonly CardProperty[]): CardProperty[] {
  return [...properties].sort((a, b) => preference(a) - preference(b));
}

function preference({ parameters }: CardProperty): number {
  const written = Number(parameters.get('PREF')?.[0]);
  if (written >= 1 && written <= 100) return written;
  return typesOf(parameters).includes('PREF') ? 1 : 101;
}

/** A fax and a pager are no numbers to call or to text. */
function isFax({ parameters }: CardProperty): boolean {
  const types = typesOf(parameters);
  return ['FAX', 'PAGER', 'MODEM'].some((type) => types.includes(type)) && !types.includes('VOICE') && !types.includes('CELL');
}

function typesOf(parameters: CardProperty['parameters']): string[] {
  return (parameters.get('TYPE') ?? []).map((type) => type.toUpperCase());
}

/** Each value once, with what the card calls those behind the first. */
function putPoints(
  put: (column: string, value: string | undefined) => void,
  columns: readonly string[],
  properties: readonly CardProperty[],
): void {
  const labels = new Map<string, string>();
  for (const property of properties) {
    const value = unescapeValue(property.value);
    if (value !== '' && !labels.has(value)) labels.set(value, labelOf(property));
  }
  [...labels].slice(0, MOST_POINTS).forEach(([value, label], i) => {
    put(columns[i] ?? '', value);
    if (i > 0) put(labelColumn(columns[i] ?? ''), label);
  });
}

function labelOf({ parameters }: CardProperty): string {
  const types = typesOf(parameters);
  return LABELS.find(([type]) => types.includes(type))?.[1] ?? '';
}

const LABELS = [
  ['CELL', 'Mobile'],
  ['HOME', 'Home'],
  ['WORK', 'Work'],
  ['MAIN', 'Main'],
  ['CAR', 'Car'],
  ['OTHER', 'Other'],
] as const;

function withLabel(column: string, i: number): string[] {
  return i === 0 ? [column] : [column, labelColumn(column)];
}

function labelColumn(column: string): string {
  return `${column} label`;
}

function numbered(name: string): string[] {
  return Array.from({ length: MOST_POINTS }, (_, i) => (i === 0 ? name : `${name} ${i + 1}`));
}
