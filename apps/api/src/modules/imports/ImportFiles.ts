import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { type FileKey, FileStore, type FileStoreLocation } from '../../platform/files/FileStore.js';
import { Clock } from '../../platform/time/Clock.js';
import { AppError } from '../../platform/http/AppError.js';
import { type FileSample, sampleOf } from './fileSample.js';
import { importEmpty, importInterrupted, importTooLarge } from './importErrors.js';

/** A file on its way in. */
export interface IncomingFile {
  readonly fileName: string;
  readonly stream: Readable;
  /** Bytes the request says it has, form and all; null when it does not say. */
  readonly announcedBytes: number | null;
  /** Read after the stream has ended: true when the file went on behind the limit. */
  isCutOff(): boolean;
}

/** A file, as plain data that a thread can open (readDrafts). */
export interface StoredUpload {
  readonly store: FileStoreLocation;
  readonly key: FileKey;
}

/** What the form around the file may add to the length of a request. */
const FORM_BYTES = 64 * 1024;

const PURPOSE = 'imports';
const ENDING = '.csv';
const ONE_DAY_MS = 86_400_000;

/** Uploaded files, one per import, named by its id. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly files: FileStore,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Ids of the uploads that are older than a day; those that broke off when the server died are removed on the way. */
  async listOld(): Promise<string[]> {
    const before = new Date(this.clock.now().getTime() - ONE_DAY_MS);
    await this.files.removeUnfinished(PURPOSE, before);
    const old: string[] = [];
    for await (const { key, changedAt } of this.files.list(PURPOSE))
      if (changedAt < before && key.endsWith(ENDING)) old.push(key.slice(PURPOSE.length + 1, -ENDING.length));
    return old;
  }

  uploadOf(importId: string): StoredUpload {
    return { store: this.files.location, key: keyOf(importId) };
  }

  /** Keeps a file that is not too large, never holding more than a piece of it; answers its size. A broken upload leaves nothing behind. */
  async receive(importId: string, upload: IncomingFile): Promise<number> {
    const { maxUploadBytes } = this.config;
    if (upload.announcedBytes !== null && upload.announcedBytes > maxUploadBytes + FORM_BYTES) {
      // The rest is read and dropped: a browser shows an answer only after it could send everything.
      upload.stream.resume();
      throw importTooLarge(maxUploadBytes);
    }
    const fileSize = await this.files.put(keyOf(importId), upload.stream, maxUploadBytes).catch((error: unknown) => {
      throw isBrokenOff(error) ? importInterrupted() : error;
    });
    if (upload.isCutOff()) throw importTooLarge(maxUploadBytes);
    if (fileSize === 0) throw importEmpty();
    return fileSize;
  }

  async sample(importId: string): Promise<FileSample> {
    return sampleOf(this.files, keyOf(importId));
  }

  async exists(importId: string): Promise<boolean> {
    return (await this.files.size(keyOf(importId))) !== null;
  }

  remove(importId: string): Promise<void> {
    return this.files.delete(keyOf(importId));
  }
}

function keyOf(importId: string): FileKey {
  return `${PURPOSE}/${importId}${ENDING}`;
}

function isBrokenOff(error: unknown): boolean {
  if (error instanceof AppError || typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'FST_MULTIPART_PREMATURE_CLOSE';
}
