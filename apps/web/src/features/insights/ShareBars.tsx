import { formatCount, formatPercent } from '../../shared/format/format';
import type { Insight } from './insightQueries';
import classes from './Insights.module.css';
import { percentOf } from './insightWords';

/** The share of each, as a bar with its numbers beside it: what the insight is about is marked by colour and weight. */
export function ShareBars({ bars, expected }: Pick<Insight, 'bars' | 'expected'>) {
  const top = Math.max(...bars.map(({ count, total }) => (total > 0 ? count / total : 0)), expected ?? 0, 0.0001);
  const isOfOne = expected === null;
  return (
    <table className={classes.bars}>
      <caption className={classes.hidden}>{isOfOne ? 'How they are spread' : `Compared; ${percentOf(expected)} was expected`}</caption>
      <tbody>
        {bars.map(({ label, count, total, isIt }, index) => (
          <tr key={`${label} ${index}`} data-it={(!isOfOne && isIt) || undefined}>
            <th scope="row" title={label} dir="auto">
              {label}
            </th>
            <td className={classes.track} aria-hidden>
              <span style={{ width: `${total > 0 ? (count / total / top) * 100 : 0}%` }} />
            </td>
            <td className="rp-num" title={`${formatCount(count)} of ${formatCount(total)}`}>
              {isOfOne ? formatCount(count) : formatPercent(count, total)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
