import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { Detectors } from './detectors/detectors.js';
import type { InsightDto, InsightRowDto, InsightStateDto, InsightSummaryDto, ListInsightsQuery } from './InsightDtos.js';
import { insightNotFound } from './insightErrors.js';
import { InsightRepository, type InsightRow } from './InsightRepository.js';
import { checkInsightsJob } from './InsightSearch.js';
import { evidenceOf, presentInsight, summarise } from './presentInsight.js';

const MOST_ROWS = 100;

/** What the detectors found. */
@Injectable()
export class InsightService {
  constructor(
    private readonly insights: InsightRepository,
    private readonly detectors: Detectors,
    private readonly queue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, { view = 'open', limit, cursor }: ListInsightsQuery): Promise<Page<InsightSummaryDto>> {
    const now = nowIso(this.clock);
    const rows = await this.insights.list(ctx, { view, now, cursor, limit });
    return toPage(
      rows,
      limit,
      ({ effect, id }) => [effect, id],
      (row) => summarise(row, now),
    );
  }

  async state(ctx: WorkspaceContext): Promise<InsightStateDto> {
    const counts = await this.insights.count(ctx, nowIso(this.clock));
    return { ...counts, checkedAt: (await this.insights.findCheck(ctx))?.checkedAt ?? null };
  }

  async get(ctx: WorkspaceContext, id: string): Promise<InsightDto> {
    return presentInsight(await this.require(ctx, id), nowIso(this.clock));
  }

  /** Read from what is stored now, for the period in which it was found. */
  async rows(ctx: WorkspaceContext, id: string): Promise<InsightRowDto[]> {
    const row = await this.require(ctx, id);
    const rows = (await this.detectors.find(row.type)?.rows(ctx, evidenceOf(row), { limit: MOST_ROWS })) ?? [];
    const names = await this.insights.namesOfContacts(ctx, [...new Set(rows.flatMap(({ contactId }) => contactId ?? []))]);
    return rows.map((found) => {
      const contactName = names.get(found.contactId ?? '') ?? null;
      return { ...found, contactId: contactName === null ? null : found.contactId, contactName };
    });
  }

  /** In the background; a check that waits already is the same. */
  check(ctx: WorkspaceContext): Promise<void> {
    return this.unitOfWork.run(ctx, (ctx) => this.queue.enqueue(ctx, checkInsightsJob(ctx.workspaceId)));
  }

  /** The sentences, for the log. */
  namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    return this.insights.namesOf(ctx, ids);
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<InsightRow> {
    const row = await this.insights.find(ctx, id);
    if (!row) throw insightNotFound();
    return row;
  }
}
