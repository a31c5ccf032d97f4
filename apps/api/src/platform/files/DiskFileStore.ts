import { createWriteStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  assertFileKey,
  type FileKey,
  fileMissing,
  type FilePurpose,
  FileStore,
  type FileStoreLocation,
  fileTooLarge,
  type ReadOptions,
  type StoredFile,
  UNFINISHED,
} from './FileStore.js';

const CHUNK_BYTES = 64 * 1024;

/** Files in a folder of this machine, one folder for each purpose. */
export class DiskFileStore extends FileStore {
  readonly location: FileStoreLocation;

  constructor(private readonly folder: string) {
    super();
    this.location = { kind: 'disk', folder };
  }

  async put(key: FileKey, stream: Readable, mostBytes: number): Promise<number> {
    const file = this.pathOf(key);
    const draft = `${file}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    try {
      const counted = counting(mostBytes);
      // Flushed before it gets its name: after a power cut there is a whole file or none.
      await pipeline(stream, counted.through, createWriteStream(draft, { mode: 0o600, flush: true }));
      await rename(draft, file);
      return counted.bytes();
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async get(key: FileKey, { start = 0, end, chunkBytes = CHUNK_BYTES }: ReadOptions = {}): Promise<Readable> {
    const handle = await open(this.pathOf(key)).catch((error: unknown) => {
      throw isMissing(error) ? fileMissing() : error;
    });
    return handle.createReadStream({ start, ...(end === undefined ? {} : { end }), highWaterMark: chunkBytes });
  }

  async size(key: FileKey): Promise<number | null> {
    const found = await stat(this.pathOf(key)).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    return found?.isFile() ? found.size : null;
  }

  async delete(key: FileKey): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async *list(purpose: FilePurpose, prefix = ''): AsyncGenerator<StoredFile> {
    for await (const { name, size, changedAt } of this.entries(purpose)) {
      const key = `${purpose}/${name}`;
      if (name.startsWith(prefix) && isKey(key)) yield { key, size, changedAt };
    }
  }

  async removeUnfinished(purpose: FilePurpose, before: Date): Promise<number> {
    let removed = 0;
    for await (const { name, changedAt } of this.entries(purpose)) {
      if (!name.endsWith(UNFINISHED) || changedAt >= before) continue;
      await rm(path.join(this.folder, purpose, name), { force: true });
      removed += 1;
    }
    return removed;
  }

  private async *entries(purpose: FilePurpose): AsyncGenerator<{ name: string; size: number; changedAt: Date }> {
    const root = path.join(this.folder, purpose);
    const folder = await opendir(root, { recursive: true }).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!folder) return;
    for await (const entry of folder) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      // Deleted meanwhile.
      const found = await stat(file).catch(() => null);
      if (found) yield { name: path.relative(root, file).split(path.sep).join('/'), size: found.size, changedAt: found.mtime };
    }
  }

  private pathOf(key: string): string {
    assertFileKey(key);
    return path.join(this.folder, ...key.split('/'));
  }
}

function counting(mostBytes: number): { through: Transform; bytes: () => number } {
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(fileTooLarge(mostBytes));
      else done(null, chunk);
    },
  });
  return { through, bytes: () => bytes };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function isKey(key: string): key is FileKey {
  try {
    assertFileKey(key);
    return true;
  } catch {
    return false;
  }
}
