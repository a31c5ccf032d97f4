import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** In how many templates each of these snippets is; those that are in none may be left out. */
export type SnippetUseCounter = (ctx: WorkspaceContext, snippetIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/** Whoever keeps messages with snippets registers here how to count them (templates come later in the order and do so at boot). */
@Injectable()
export class SnippetReferences {
  private readonly counters: SnippetUseCounter[] = [];

  register(counter: SnippetUseCounter): void {
    this.counters.push(counter);
  }

  async countUses(ctx: WorkspaceContext, snippetIds: readonly string[]): Promise<Map<string, number>> {
    const totals = new Map<string, number>();
    for (const counter of snippetIds.length === 0 ? [] : this.counters)
      for (const [id, count] of await counter(ctx, snippetIds)) totals.set(id, (totals.get(id) ?? 0) + count);
    return totals;
  }
}
