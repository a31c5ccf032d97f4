import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { shortText } from '../../platform/http/shortText.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { ListMergesQuery, MergeDto } from './MergeDtos.js';
import { mergeNotFound } from './mergeErrors.js';
import { MergeJournalRepository, type MergeRow } from './MergeJournalRepository.js';
import { undoableUntil } from './mergeTime.js';

/** Ten names are in one entry. */
const LONGEST_NAME = 100;

/** Merges that were made, newest first. */
@Injectable()
export class MergeHistoryService {
  constructor(
    private readonly journal: MergeJournalRepository,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, query: ListMergesQuery): Promise<Page<MergeDto>> {
    const rows = await this.journal.list(ctx, query);
    return toPage(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => this.present(row),
    );
  }

  async get(ctx: WorkspaceContext, id: string): Promise<MergeDto> {
    const row = await this.journal.find(ctx, id);
    if (!row) throw mergeNotFound();
    return this.present(row);
  }

  private present({ id, primaryId, mergedAt, undoneAt, mergedByName, summary }: MergeRow): MergeDto {
    const until = undoableUntil(mergedAt);
    return {
      id,
      state: undoneAt === null ? 'merged' : 'undone',
      primaryId,
      primaryName: shortText(summary.primaryName, LONGEST_NAME),
      secondaries: summary.secondaries.map(({ id, displayName }) => ({ id, displayName: shortText(displayName, LONGEST_NAME) })),
      movesText: summary.movesText,
      mergedAt,
      mergedByName,
      undoneAt,
      undoableUntil: until,
      canUndo: undoneAt === null && until >= nowIso(this.clock),
    };
  }
}
