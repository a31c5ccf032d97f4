import { dataOf, type Person } from './Person.js';
import { waitFor } from './waitFor.js';

export interface ImportResult {
  id: string;
  status: string;
  counts: { created: number; updated: number; unchanged: number; rejected: number };
}

export interface ImportReject {
  line: number;
  column: string | null;
  code: string;
  reason: string;
}

/** Uploads a file, starts the import as suggested and waits for its end. */
export async function importCsv(person: Person, csv: string, start: object = {}): Promise<ImportResult> {
  const { id } = await dataOf<ImportResult>(person.post('imports').attach('file', Buffer.from(csv), 'people.csv'));
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate', ...start }));
  await waitFor('the import to end', async () => (await dataOf<ImportResult>(person.get(`imports/${id}`))).status !== 'running', 60_000);
  return dataOf<ImportResult>(person.get(`imports/${id}`));
}

export async function rejectsOf(person: Person, importId: string): Promise<ImportReject[]> {
  return (await dataOf<{ items: ImportReject[] }>(person.get(`imports/${importId}/rejects?limit=200`))).items;
}
