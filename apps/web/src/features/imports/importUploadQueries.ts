import { RapportError, type ImportDto } from '@rapport/sdk';
import { apiUrl } from '../../shared/basePath';

export interface UploadProgress {
  readonly sent: number;
  readonly total: number;
}

interface Answer {
  data: ImportDto | null;
  error: { code: string; message: string; requestId?: string } | null;
}

/**
 * Sends a file with progress, which `fetch` cannot report. Resolves to the import with its detected columns;
 * a refusal is the same error that the SDK throws.
 */
export function uploadImportFile(
  workspaceId: string,
  file: File,
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
): Promise<ImportDto> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl(`/api/v1/workspaces/${workspaceId}/imports`));
    request.setRequestHeader('X-Rapport-Client', 'dashboard');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress({ sent: event.loaded, total: event.lengthComputable ? event.total : file.size });
    request.onload = () => settle(request.status, request.response as Answer | null, resolve, reject);
    request.onerror = () =>
      reject(
        new RapportError(
          'import.interrupted',
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

function settle(status: number, answer: Answer | null, resolve: (made: ImportDto) => void, reject: (error: Error) => void): void {
  if (answer?.data) return resolve(answer.data);
  const {
    code = 'server.unreadable',
    message = `The server sent an unexpected answer (status ${status}). Try again.`,
    requestId = null,
  } = answer?.error ?? {};
  reject(new RapportError(code, status, message, [], requestId));
}
