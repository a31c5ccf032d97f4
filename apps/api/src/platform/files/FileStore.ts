import type { Readable } from 'node:stream';
import { AppError } from '../http/AppError.js';

/** What files are kept for: the first part of every key. A new purpose is added here. */
export const FILE_PURPOSES = ['imports', 'exports', 'notes', 'images'] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];
/** `imports/<name>`: see `assertFileKey`. */
export type FileKey = `${FilePurpose}/${string}`;

/** Where a store is, as plain data: a thread opens it anew (openFileStore). */
export interface FileStoreLocation {
  readonly kind: 'disk';
  /** The folder that has one folder for each purpose. */
  readonly folder: string;
}

export interface StoredFile {
  readonly key: FileKey;
  /** In bytes. */
  readonly size: number;
  readonly changedAt: Date;
}

export interface ReadOptions {
  /** The first byte, from 0. */
  readonly start?: number;
  /** The last byte, itself included. */
  readonly end?: number;
  /** Pieces are no larger than this, in bytes. */
  readonly chunkBytes?: number;
}

/**
 * Files, for those who need whole ones and pieces of them, and nothing that a store of objects in the network could not do: no renaming,
 * no writing into the middle, no paths (docs/adr/0073). Every method throws for a key that is none.
 */
export abstract class FileStore {
  abstract readonly location: FileStoreLocation;

  /**
   * Keeps a stream, and answers its size in bytes. The file is there when it is whole, or not at all: one of the same key stays until then.
   * Throws `file.tooLarge` beyond `mostBytes`, and what the stream threw.
   */
  abstract put(key: FileKey, stream: Readable, mostBytes: number): Promise<number>;

  /** Throws `file.missing`. */
  abstract get(key: FileKey, options?: ReadOptions): Promise<Readable>;

  /** In bytes; null when there is none. */
  abstract size(key: FileKey): Promise<number | null>;

  /** Whether or not it is there. */
  abstract delete(key: FileKey): Promise<void>;

  /** Those whose keys begin with the prefix, in no certain order. */
  abstract list(purpose: FilePurpose, prefix?: string): AsyncIterable<StoredFile>;

  /** Frees what is left of files that broke off before then, when the process died. Answers how many. */
  abstract removeUnfinished(purpose: FilePurpose, before: Date): Promise<number>;
}

/** Ends the name of what is being written. */
export const UNFINISHED = '.part';
const NAME = /^[a-z0-9][a-z0-9_-]{0,99}(\.[a-z0-9]{1,10})?$/i;

/** A purpose and one to three names without dots but that of an ending: no key leads out of its folder, nor to an unfinished file. */
export function assertFileKey(key: string): asserts key is FileKey {
  const [purpose, ...names] = key.split('/');
  const isKey = FILE_PURPOSES.some((known) => known === purpose) && names.length >= 1 && names.length <= 3 && names.every(isFileName);
  if (!isKey) throw new Error(`This is not the key of a file: ${JSON.stringify(key.slice(0, 100))}`);
}

function isFileName(name: string): boolean {
  return NAME.test(name) && !name.endsWith(UNFINISHED);
}

export const fileMissing = (): AppError =>
  new AppError('file.missing', 404, 'This file is no longer on the server. Upload it again, or make it anew.');

export const fileTooLarge = (mostBytes: number): AppError =>
  new AppError('file.tooLarge', 413, `This file has more than ${mostBytes.toLocaleString('en')} bytes.`);
