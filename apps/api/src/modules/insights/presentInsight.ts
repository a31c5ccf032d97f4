import { shortText } from '../../platform/http/shortText.js';
import type { Evidence } from './Detector.js';
import type { InsightDto, InsightSummaryDto } from './InsightDtos.js';
import type { InsightRow } from './InsightRepository.js';
import type { InsightView } from './insightTypes.js';

/** Written by us, in the shape of this version or an earlier one. */
export function evidenceOf({ evidence }: Pick<InsightRow, 'evidence'>): Evidence {
  return JSON.parse(evidence) as Evidence;
}

/** Of a bar: names of campaigns may be longer. */
const LONGEST_LABEL = 60;

export function summarise(row: InsightRow, now: string): InsightSummaryDto {
  const { bars, action } = evidenceOf(row);
  const { id, type, affected, sample, expected, reason, decidedByName, decidedAt, createdAt, seenAt } = row;
  const state = viewOf(row, now);
  return {
    ...{ id, type, title: row.content, state, affected, sample, expected },
    ...{ low: row.intervalLow, high: row.intervalHigh, confidence: row.confidence ?? 1 },
    bars: bars.map((bar) => ({ ...bar, label: shortText(bar.label, LONGEST_LABEL) })),
    action: { ...action },
    snoozedUntil: state === 'snoozed' ? row.snoozedUntil : null,
    ...{ reason, decidedByName, decidedAt, createdAt, seenAt },
  };
}

export function presentInsight(row: InsightRow, now: string): InsightDto {
  const { query, from, until } = evidenceOf(row);
  return { ...summarise(row, now), query, method: row.method, from, until };
}

function viewOf({ state, snoozedUntil }: InsightRow, now: string): InsightView {
  return state === 'open' && snoozedUntil !== null && snoozedUntil > now ? 'snoozed' : state;
}
