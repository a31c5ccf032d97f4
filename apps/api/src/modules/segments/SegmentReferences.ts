import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** Something that would change or break without a segment. */
export interface SegmentUse {
  readonly kind: 'segment' | 'campaign';
  readonly id: string;
  readonly name: string;
}

type Find = (ctx: WorkspaceContext, segmentId: string) => Promise<readonly Omit<SegmentUse, 'kind'>[]>;

/** Who uses a segment. Whoever keeps ids of segments registers how to find them; a segment that is used is not deleted. */
@Injectable()
export class SegmentReferences {
  private readonly finders = new Map<SegmentUse['kind'], Find>();

  register(kind: SegmentUse['kind'], find: Find): void {
    this.finders.set(kind, find);
  }

  async usesOf(ctx: WorkspaceContext, segmentId: string): Promise<SegmentUse[]> {
    const uses: SegmentUse[] = [];
    for (const [kind, find] of this.finders) uses.push(...(await find(ctx, segmentId)).map(({ id, name }) => ({ kind, id, name })));
    return uses;
  }
}
