import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { Campaign } from '../CampaignRow.js';
import { OccurrenceRepository } from './OccurrenceRepository.js';
import { occurrencesAfter } from './occurrences.js';

/** More dates in a row than a person leaves out. */
const LOOKED_AT = 60;

/** The dates of a series that are still to come. */
@Injectable()
export class SeriesDates {
  constructor(private readonly occurrences: OccurrenceRepository) {}

  /** Without those that were left out, or that something was made for already. */
  async after(ctx: WorkspaceContext, { id, schedule }: Pick<Campaign, 'id' | 'schedule'>, moment: Date, limit: number): Promise<Date[]> {
    if (schedule.kind !== 'recurring') return [];
    const dates = occurrencesAfter(schedule, moment, limit + LOOKED_AT);
    if (dates.length === 0) return [];
    const known = await this.occurrences.listKnown(
      ctx,
      id,
      dates.map((date) => date.toISOString()),
    );
    return dates.filter((date) => !known.has(date.toISOString())).slice(0, limit);
  }
}
