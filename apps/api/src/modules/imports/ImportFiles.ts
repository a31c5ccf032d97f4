import { Injectable } from '@nestjs/common';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { Clock } from '../../platform/time/Clock.js';
import { SAMPLE_BYTES } from './csv/inspectSample.js';
import { importFileMissing } from './importErrors.js';

export interface FileSample {
  readonly bytes: Buffer;
  readonly isWholeFile: boolean;
}

const UNFINISHED = '.part';
const ONE_DAY_MS = 86_400_000;

/** Uploaded files below DATA_DIR/imports, one per import, named by its id. */
@Injectable()
export class ImportFiles {
  private readonly folder: string;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.folder = path.join(config.dataDir, 'imports');
  }

  /** Ids of the uploads that are older than a day; those that broke off when the server died are removed on the way. */
  async listOld(): Promise<string[]> {
    await mkdir(this.folder, { recursive: true });
    const old: string[] = [];
    for (const name of await readdir(this.folder)) {
      const file = path.join(this.folder, name);
      const { mtimeMs } = await stat(file);
      if (this.clock.now().getTime() - mtimeMs < ONE_DAY_MS) continue;
      if (name.endsWith(UNFINISHED)) await rm(file, { force: true });
      else old.push(path.basename(name, '.csv'));
    }
    return old;
  }

  pathOf(importId: string): string {
    return path.join(this.folder, `${importId}.csv`);
  }

  /** Writes a stream to disk, never holding more than a piece of it; answers its size. A broken upload leaves nothing behind. */
  async receive(importId: string, stream: Readable): Promise<number> {
    const unfinished = `${this.pathOf(importId)}${UNFINISHED}`;
    await mkdir(this.folder, { recursive: true });
    try {
      await pipeline(stream, createWriteStream(unfinished, { mode: 0o600 }));
      await rename(unfinished, this.pathOf(importId));
      return (await stat(this.pathOf(importId))).size;
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async sample(importId: string): Promise<FileSample> {
    const file = await open(this.pathOf(importId)).catch(() => null);
    if (!file) throw importFileMissing();
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(SAMPLE_BYTES, size)), 0, Math.min(SAMPLE_BYTES, size), 0);
      return { bytes: buffer.subarray(0, bytesRead), isWholeFile: bytesRead === size };
    } finally {
      await file.close();
    }
  }

  async exists(importId: string): Promise<boolean> {
    return stat(this.pathOf(importId)).then(
      () => true,
      () => false,
    );
  }

  async remove(importId: string): Promise<void> {
    await rm(this.pathOf(importId), { force: true });
  }
}
