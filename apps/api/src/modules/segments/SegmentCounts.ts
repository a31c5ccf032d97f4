import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { type KeysetColumns, toPage } from '../../platform/database/keyset.js';
import type { Page } from '../../platform/http/Page.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock } from '../../platform/time/Clock.js';
import { countSegmentsJob, isStale } from './countSegments.js';
import type { PageSegmentsQuery, SegmentSummaryDto } from './SegmentDtos.js';
import { SegmentRepository, type StoredSegment } from './SegmentRepository.js';
import { summaryOf } from './segmentSummary.js';

/** A segment whose count is old is asked for once in this time by one process. */
const PATIENCE_MS = 30_000;
const MOST_ASKED = 10_000;

/** Uncounted ones come before 0. */
const BY_COUNT = 'COALESCE(contact_count + 1, 0)';
const COLUMNS = {
  name: { name: 'text', id: 'text' },
  contactCount: { [BY_COUNT]: 'number', id: 'text' },
  updatedAt: { updated_at: 'text', id: 'text' },
} as const satisfies Record<string, KeysetColumns>;
type SortKey = keyof typeof COLUMNS;

/**
 * The segments with how many contacts each had when it was last counted. Reading never counts: it shows what is kept, and has what is
 * old counted in the background.
 */
@Injectable()
export class SegmentCounts {
  /** When a segment in one of its versions was last asked for. */
  private readonly asked = new Map<string, number>();

  constructor(
    private readonly segments: SegmentRepository,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext): Promise<SegmentSummaryDto[]> {
    return this.shown(ctx, await this.segments.list(ctx)).then((rows) => rows.map(summaryOf));
  }

  async page(ctx: WorkspaceContext, { sort, cursor, limit }: PageSegmentsQuery): Promise<Page<SegmentSummaryDto>> {
    const key = sort.replace('-', '') as SortKey;
    const direction = sort.startsWith('-') ? 'desc' : 'asc';
    const rows = await this.shown(ctx, await this.segments.page(ctx, { columns: COLUMNS[key], direction, cursor, limit }));
    return toPage(rows, limit, (row) => [placeOf(row, key), row.id], summaryOf);
  }

  private async shown(ctx: WorkspaceContext, rows: StoredSegment[]): Promise<StoredSegment[]> {
    const now = this.clock.now().getTime();
    const stale = rows.filter((row) => isStale(row, now));
    const wanted = stale.map(({ id, version }) => `${id} ${version}`).filter((one) => now - (this.asked.get(one) ?? 0) > PATIENCE_MS);
    if (wanted.length === 0) return rows;
    if (this.asked.size > MOST_ASKED) this.asked.clear();
    for (const one of wanted) this.asked.set(one, now);
    await this.queue.enqueue(ctx, countSegmentsJob(ctx.workspaceId));
    return rows;
  }
}

function placeOf({ name, contactCount, updatedAt }: StoredSegment, key: SortKey): string | number {
  switch (key) {
    case 'name':
      return name;
    case 'contactCount':
      return contactCount === null ? 0 : contactCount + 1;
    case 'updatedAt':
      return updatedAt;
  }
}
