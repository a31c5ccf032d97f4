import { RapportError } from '@rapport/sdk';
import { apiUrl } from '../basePath';

export interface UploadProgress {
  readonly sent: number;
  readonly total: number;
}

interface Answer<Data> {
  data: Data | null;
  error: { code: string; message: string; requestId?: string } | null;
}

/**
 * Sends a file as the field `file` with progress, which `fetch` cannot report. Resolves to what the server answers; a refusal is the same
 * error that the SDK throws, an upload that breaks off one with `interrupted` as its code.
 */
export function uploadFile<Data>(
  path: `/api/${string}`,
  file: File,
  { onProgress, signal, interrupted }: { onProgress: (progress: UploadProgress) => void; signal: AbortSignal; interrupted: string },
): Promise<Data> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl(path));
    request.setRequestHeader('X-Rapport-Client', 'dashboard');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress({ sent: event.loaded, total: event.lengthComputable ? event.total : file.size });
    request.onload = () => settle(request.status, request.response as Answer<Data> | null, resolve, reject);
    request.onerror = () =>
      reject(
        new RapportError(
          interrupted,
          400,
          'The upload stopped before the whole file had arrived. Check your connection and that the file is still in place, then choose it again.',
        ),
      );
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}

function settle<Data>(status: number, answer: Answer<Data> | null, resolve: (made: Data) => void, reject: (error: Error) => void): void {
  if (answer?.data) return resolve(answer.data);
  const {
    code = 'server.unreadable',
    message = `The server sent an unexpected answer (status ${status}). Try again.`,
    requestId = null,
  } = answer?.error ?? {};
  reject(new RapportError(code, status, message, [], requestId));
}
