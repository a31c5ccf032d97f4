import type { ImportDto } from '@rapport/sdk';
import { type UploadProgress, uploadFile } from '../../shared/api/uploadFile';

export type { UploadProgress };

/** Resolves to the import with its detected columns. */
export function uploadImportFile(
  workspaceId: string,
  file: File,
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
): Promise<ImportDto> {
  return uploadFile<ImportDto>(`/api/v1/workspaces/${workspaceId}/imports`, file, {
    onProgress,
    signal,
    interrupted: 'import.interrupted',
  });
}
