import type { FileKey, FileStore } from '../../../platform/files/FileStore.js';
import { fileMissing } from '../../../platform/files/FileStore.js';
import type { ByteSource } from '../../../platform/xlsx/ZipArchive.js';

/** A stored file, of which any piece can be read. */
export async function bytesOf(store: FileStore, key: FileKey): Promise<ByteSource> {
  const size = await store.size(key);
  if (size === null) throw fileMissing();
  return { size, read: (start, end) => store.get(key, { start, end: end - 1 }) };
}
