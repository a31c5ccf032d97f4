import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../context/Context.js';

/** The names that these records have now; a record that is gone is not in the answer. */
export type NameRecords = (ctx: WorkspaceContext, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** The ids under which acts on many records were recorded, this one among them. */
export type FindActsOnMany = (ctx: WorkspaceContext, id: string) => Promise<readonly string[]>;

/** Whoever records acts on records of a type registers how they are called today (at boot): the log itself keeps only their ids. */
@Injectable()
export class AuditedRecords {
  private readonly readers = new Map<string, NameRecords>();
  private readonly finders = new Map<string, FindActsOnMany>();

  register(entityType: string, names: NameRecords): void {
    this.readers.set(entityType, names);
  }

  /** So that the history of a record also tells what was done to it together with others. */
  registerActsOnMany(entityType: string, find: FindActsOnMany): void {
    this.finders.set(entityType, find);
  }

  async actsOnMany(ctx: WorkspaceContext, entityType: string, id: string): Promise<readonly string[]> {
    return (await this.finders.get(entityType)?.(ctx, id)) ?? [];
  }

  async namesOf(ctx: WorkspaceContext, entityType: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = this.readers.get(entityType);
    return names && ids.length > 0 ? names(ctx, [...new Set(ids)]) : new Map();
  }
}
