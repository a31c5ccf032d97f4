import { downloadText } from './imports.js';
import { dataOf, type Person } from './Person.js';
import { waitFor } from './waitFor.js';

/** What the tests of exports read of an export. */
export interface ExportAnswer {
  id: string;
  kind: string;
  status: string;
  fileName: string;
  chosen: number | null;
  filter: Record<string, unknown> | null;
  rowCount: number;
  total: number | null;
  fileSize: number | null;
  actorName: string | null;
  canDownload: boolean;
  hasFile: boolean;
  error: string | null;
  expiresAt: string | null;
}

export async function endOfExport(person: Person, id: string): Promise<ExportAnswer> {
  const get = (): Promise<ExportAnswer> => dataOf<ExportAnswer>(person.get(`exports/${id}`));
  await waitFor('the export to end', async () => !['waiting', 'running'].includes((await get()).status), 60_000);
  return get();
}

/** Asks for an export and waits for its end. */
export async function runExport(person: Person, body: object): Promise<ExportAnswer> {
  const { id } = await dataOf<ExportAnswer>(person.post('exports', body));
  return endOfExport(person, id);
}

/** The text of the file, with its mark. */
export async function exportText(person: Person, body: object): Promise<string> {
  const { id } = await runExport(person, body);
  return (await downloadText(person, `exports/${id}/file`)).text;
}
