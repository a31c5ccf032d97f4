import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FileKey, FileStoreLocation } from '../../platform/files/FileStore.js';
import { openFileStore } from '../../platform/files/openFileStore.js';
import { type DrawnImage, drawImage } from './drawImage.js';

/** One upload to be drawn: where it is, and under which id what comes of it is kept. */
export interface ImageTask {
  readonly files: FileStoreLocation;
  readonly fileId: string;
}

/** What is known of a drawn image; its bytes are in the store. */
export interface ImageFacts extends Omit<DrawnImage, 'full' | 'webp' | 'small'> {
  /** Of each kept form, in bytes; 0 when there is none. */
  readonly fullBytes: number;
  readonly webpBytes: number;
  readonly smallBytes: number;
}

/** `upload` only while it is worked on. */
export type ImageForm = 'upload' | 'full' | 'webp' | 'small';

export function imageKey(fileId: string, form: ImageForm): FileKey {
  return `images/${fileId}_${form}`;
}

export function fileIdOf(key: FileKey): string {
  return key.slice('images/'.length).split('_', 1)[0] ?? '';
}

export async function performImageTask({ files, fileId }: ImageTask): Promise<ImageFacts> {
  const store = openFileStore(files);
  const { full, webp, small, ...facts } = await drawImage(await buffer(await store.get(imageKey(fileId, 'upload'))));
  const keep = async (form: ImageForm, bytes: Buffer | null): Promise<number> =>
    bytes === null ? 0 : store.put(imageKey(fileId, form), Readable.from([bytes]), bytes.length);
  return {
    ...facts,
    fullBytes: await keep('full', full),
    webpBytes: await keep('webp', webp),
    smallBytes: await keep('small', small),
  };
}
