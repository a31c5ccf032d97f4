import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { type FileKey, FileStore } from '../../platform/files/FileStore.js';
import type { ExportFormat } from './exportTypes.js';

/** A million contacts with many fields are some hundred megabytes. */
const MOST_BYTES = 8 * 1024 ** 3;
const PURPOSE = 'exports';

/** Files of exports, one for each, named by its id. */
@Injectable()
export class ExportFiles {
  constructor(private readonly files: FileStore) {}

  /** Answers its size in bytes. It is there when it is whole, or not at all. */
  write(id: string, format: ExportFormat, stream: Readable): Promise<number> {
    return this.files.put(keyOf(id, format), stream, MOST_BYTES);
  }

  open(id: string, format: ExportFormat): Promise<Readable> {
    return this.files.get(keyOf(id, format));
  }

  /** Whether or not it is there. */
  remove(id: string, format: ExportFormat): Promise<void> {
    return this.files.delete(keyOf(id, format));
  }

  /** Removes those written before then, whatever became of their rows, and what is left of runs that broke off. */
  async removeOld(before: Date): Promise<void> {
    await this.files.removeUnfinished(PURPOSE, before);
    for await (const { key, changedAt } of this.files.list(PURPOSE)) if (changedAt < before) await this.files.delete(key);
  }
}

function keyOf(id: string, format: ExportFormat): FileKey {
  return `${PURPOSE}/${id}.${format}`;
}
