import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../context/Context.js';

/** The names that these records have now; a record that is gone is not in the answer. */
export type NameRecords = (ctx: WorkspaceContext, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Whoever records acts on records of a type registers how they are called today (at boot): the log itself keeps only their ids. */
@Injectable()
export class AuditedRecords {
  private readonly readers = new Map<string, NameRecords>();

  register(entityType: string, names: NameRecords): void {
    this.readers.set(entityType, names);
  }

  async namesOf(ctx: WorkspaceContext, entityType: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = this.readers.get(entityType);
    return names && ids.length > 0 ? names(ctx, [...new Set(ids)]) : new Map();
  }
}
