import type { Evidence } from './Detector.js';
import type { InsightDto } from './InsightDtos.js';
import type { InsightRow } from './InsightRepository.js';
import type { InsightView } from './insightTypes.js';

/** Written by us, in the shape of this version or an earlier one. */
export function evidenceOf({ evidence }: Pick<InsightRow, 'evidence'>): Evidence {
  return JSON.parse(evidence) as Evidence;
}

export function presentInsight(row: InsightRow, now: string): InsightDto {
  const { query, from, until, bars, action } = evidenceOf(row);
  const { id, type, affected, sample, expected, reason, decidedByName, decidedAt, createdAt, seenAt, method } = row;
  const state = viewOf(row, now);
  return {
    ...{ id, type, title: row.content, state, affected, sample, expected },
    ...{ low: row.intervalLow, high: row.intervalHigh, confidence: row.confidence ?? 1 },
    ...{ query, method, from, until },
    bars: bars.map((bar) => ({ ...bar })),
    action: { ...action, rules: action.rules },
    snoozedUntil: state === 'snoozed' ? row.snoozedUntil : null,
    ...{ reason, decidedByName, decidedAt, createdAt, seenAt },
  };
}

function viewOf({ state, snoozedUntil }: InsightRow, now: string): InsightView {
  return state === 'open' && snoozedUntil !== null && snoozedUntil > now ? 'snoozed' : state;
}
