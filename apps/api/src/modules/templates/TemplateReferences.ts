import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** How often each of these templates is used; templates that are not in the answer are not used. */
export type TemplateUseCounter = (ctx: WorkspaceContext, templateIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/** Whoever stores a template's id registers here how to count its uses (campaigns come later in the order and do so at boot). */
@Injectable()
export class TemplateReferences {
  private readonly counters: TemplateUseCounter[] = [];

  register(counter: TemplateUseCounter): void {
    this.counters.push(counter);
  }

  async countUses(ctx: WorkspaceContext, templateIds: readonly string[]): Promise<Map<string, number>> {
    const totals = new Map<string, number>();
    for (const counter of templateIds.length === 0 ? [] : this.counters) {
      for (const [id, count] of await counter(ctx, templateIds)) totals.set(id, (totals.get(id) ?? 0) + count);
    }
    return totals;
  }
}
