import { buffer } from 'node:stream/consumers';
import { type FileKey, fileMissing, type FileStore } from '../../platform/files/FileStore.js';
import { SAMPLE_BYTES } from './csv/inspectSample.js';

export interface FileSample {
  readonly bytes: Buffer;
  readonly isWholeFile: boolean;
}

/** The beginning of a file. */
export async function sampleOf(files: FileStore, key: FileKey): Promise<FileSample> {
  const size = await files.size(key);
  if (size === null) throw fileMissing();
  const bytes = await buffer(await files.get(key, { end: SAMPLE_BYTES - 1 }));
  return { bytes, isWholeFile: bytes.length === size };
}
