import { groupBy } from '../../../platform/collections/groupBy.js';
import type { VisitedRow } from '../ledger/LedgerVisits.js';
import { type DeviceGrowth, keyOf } from './DeviceRepository.js';
import type { Visit } from './visitJudge.js';

/**
 * What visits add to the figures of devices. A recipient counts once, where they opened or clicked first, so the kinds add up to the
 * counts of the campaign; behind a proxy, where it fetched first. Scanners count nowhere. `rows`: the ledger as it was before.
 */
export function deviceGrowthOf(visits: readonly Visit[], rows: ReadonlyMap<string, VisitedRow>): DeviceGrowth[] {
  const counted = visits.filter(({ visitor }) => visitor !== 'machine').toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const firsts = firstsOf(counted, rows);
  return [...groupBy(counted, ({ device }) => keyOf(device)).values()].flatMap((own) => {
    const [first] = own;
    const opens = own.filter(({ type }) => type === 'opened');
    const clicks = own.filter(({ type }) => type === 'clicked');
    const people = (some: readonly Visit[]): number => some.filter((visit) => firsts.has(visit)).length;
    return first ? [{ ...first.device, opened: people(opens), clicked: people(clicks), opens: opens.length, clicks: clicks.length }] : [];
  });
}

function firstsOf(visits: readonly Visit[], rows: ReadonlyMap<string, VisitedRow>): ReadonlySet<Visit> {
  const seen = new Set<string>();
  return new Set(
    visits.filter((visit) => {
      const row = rows.get(visit.recipientId ?? '');
      const key = `${visit.recipientId} ${visit.type} ${visit.visitor}`;
      if (!row || wasSeen(row, visit) || seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}

/** Only images are fetched by proxies. */
function wasSeen(row: VisitedRow, { type, visitor }: Visit): boolean {
  if (visitor === 'proxy') return row.machineOpenedAt !== null;
  return (type === 'opened' ? row.openedAt : row.clickedAt) !== null;
}
