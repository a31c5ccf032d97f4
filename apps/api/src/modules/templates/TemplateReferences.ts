import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** How often each of these templates is used; templates that are not in the answer are not used. */
export type TemplateUseCounter = (ctx: WorkspaceContext, templateIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/** Something that is written from a template. */
export interface TemplateUse {
  readonly kind: 'campaign' | 'series';
  readonly id: string;
  readonly name: string;
  /** In the words of whoever uses it. */
  readonly status: string;
  /** The version that it keeps; null: it follows the newest one. */
  readonly pinned: { readonly version: number; readonly label: string | null } | null;
}

/** What uses one template, by falling id, at most `most` of them, from behind the id `after`. */
export type TemplateUseFinder = (
  ctx: WorkspaceContext,
  templateId: string,
  page: { readonly after: string | null; readonly most: number },
) => Promise<readonly TemplateUse[]>;

/** Whoever stores a template's id registers here how to count and find its uses (campaigns come later in the order and do so at boot). */
@Injectable()
export class TemplateReferences {
  private readonly counters: TemplateUseCounter[] = [];
  private readonly finders: TemplateUseFinder[] = [];

  register(counter: TemplateUseCounter, finder: TemplateUseFinder): void {
    this.counters.push(counter);
    this.finders.push(finder);
  }

  async countUses(ctx: WorkspaceContext, templateIds: readonly string[]): Promise<Map<string, number>> {
    const totals = new Map<string, number>();
    for (const counter of templateIds.length === 0 ? [] : this.counters) {
      for (const [id, count] of await counter(ctx, templateIds)) totals.set(id, (totals.get(id) ?? 0) + count);
    }
    return totals;
  }

  /** The newest first. */
  async findUses(ctx: WorkspaceContext, templateId: string, after: string | null, most: number): Promise<TemplateUse[]> {
    const uses: TemplateUse[] = [];
    for (const finder of this.finders) uses.push(...(await finder(ctx, templateId, { after, most })));
    return uses.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, most);
  }
}
