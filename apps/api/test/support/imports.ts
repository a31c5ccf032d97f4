import { readFileSync } from 'node:fs';
import { dataOf, type Person } from './Person.js';
import { waitFor } from './waitFor.js';

/** What the tests of imports read of an import. */
export interface ImportAnswer {
  id: string;
  status: string;
  fileName: string;
  encoding: string;
  delimiter: string;
  hasHeader: boolean;
  preset: string | null;
  headerRow: number | null;
  leadingRows: { line: number; cells: string[] }[];
  columns: {
    index: number;
    header: string;
    target: string;
    suggestedBy: string | null;
    samples: string[];
    proposedType: string;
    dateOrder: string | null;
    dateOrderFrom: string | null;
    needsDateOrder: boolean;
  }[];
  preview: { cells: { index: number; value: string | null; problem: string | null }[] }[];
  consent: {
    columns: string[];
    question: { column: string | null; values: string[]; suggests: string } | null;
    answer: string | null;
  };
  reportedCells: number;
  reportedNotes: number;
  sampleRows: string[][];
  totalRows: number | null;
  processedRows: number;
  counts: { created: number; updated: number; unchanged: number; rejected: number; blank: number };
  options: { listId: string | null };
  error: { code: string; message: string } | null;
}
export interface RejectAnswer {
  line: number;
  column: string | null;
  code: string;
  reason: string;
  raw: string;
}
export interface CellAnswer {
  line: number;
  column: string;
  code: string;
  reason: string;
  value: string;
}
export interface NoteAnswer {
  line: number;
  column: string | null;
  code: string;
  reason: string;
  value: string | null;
}
export interface ContactAnswer {
  id: string;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  primaryEmail: string | null;
  primaryPhone: string | null;
  emailStatus: string;
  createdAt: string;
  version: number;
  lists: { id: string; name: string }[];
  customFields: { fieldName: string; value: string | null }[];
}
export interface PageAnswer<T> {
  items: T[];
  nextCursor: string | null;
}

export const uploadFile = (person: Person, bytes: Buffer | string, name = 'people.csv') =>
  person.post('imports').attach('file', Buffer.from(bytes), name);

export async function endOf(person: Person, id: string): Promise<ImportAnswer> {
  await waitFor('the import to end', async () => (await dataOf<ImportAnswer>(person.get(`imports/${id}`))).status !== 'running', 60_000);
  return dataOf<ImportAnswer>(person.get(`imports/${id}`));
}

/** Uploads, changes, starts and waits for the end. */
export async function runImport(
  person: Person,
  bytes: Buffer | string,
  { name, start = {}, update }: { name?: string; start?: object; update?: object } = {},
): Promise<ImportAnswer> {
  const { id } = await dataOf<ImportAnswer>(uploadFile(person, bytes, name));
  if (update) await dataOf(person.patch(`imports/${id}`, update));
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate', ...start }));
  return endOf(person, id);
}

export async function allItems<T>(person: Person, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: PageAnswer<T> = await dataOf<PageAnswer<T>>(person.get(`${path}?limit=200${cursor ? `&cursor=${cursor}` : ''}`));
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

export async function contactByEmail(person: Person, email: string): Promise<ContactAnswer> {
  const { items } = await dataOf<PageAnswer<ContactAnswer>>(person.get(`contacts?search=${encodeURIComponent(email)}`));
  return dataOf<ContactAnswer>(person.get(`contacts/${items[0]?.id}`));
}

export const valueOf = (contact: ContactAnswer, name: string): string | null | undefined =>
  contact.customFields.find(({ fieldName }) => fieldName === name)?.value;

/** The text of a download. */
export async function downloadText(person: Person, path: string): Promise<{ text: string; headers: Record<string, string> }> {
  const response = await person
    .get(path)
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => done(null, Buffer.concat(parts).toString('utf8')));
    });
  return { text: response.body as string, headers: response.headers as Record<string, string> };
}

export const fixture = (name: string): Buffer => readFileSync(new URL(`../files/${name}`, import.meta.url));
