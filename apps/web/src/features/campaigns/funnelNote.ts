import { formatCount, formatPercent } from '../../shared/format/format';

/** Of whom, and who is not among them; undefined where the tile says enough by itself. */
export function noteOn(people: number, machines: number, sent: number, isTracked: boolean | undefined): string | undefined {
  if (people === 0 && machines === 0) return isTracked === false ? 'Not tracked' : undefined;
  if (machines === 0) return undefined;
  return `${formatPercent(people, sent)} of ${formatCount(sent)} sent; ${formatCount(machines)} more by machines`;
}
