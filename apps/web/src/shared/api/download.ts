import { fetchWithStepUp } from './stepUp';

/** Fetches a file of the API and hands it to the browser. Unlike a plain link it asks for a confirmation where the route needs one. */
export async function downloadFile(url: string, fallbackName: string): Promise<void> {
  const response = await fetchWithStepUp(new Request(url, { headers: { 'X-Rapport-Client': 'dashboard' }, credentials: 'same-origin' }));
  if (!response.ok) throw await refusalOf(response);
  saveBlob(await response.blob(), nameIn(response.headers.get('content-disposition')) ?? fallbackName);
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function refusalOf(response: Response): Promise<Error> {
  const body = (await response.json().catch(() => null)) as { error?: { code?: string; message?: string } | null } | null;
  const message = body?.error?.message ?? 'The file could not be loaded. Try again.';
  return Object.assign(new Error(message), { code: body?.error?.code ?? 'download.failed', status: response.status });
}

function nameIn(disposition: string | null): string | null {
  return /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1] ?? null;
}
