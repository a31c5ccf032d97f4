import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { ChartPanel } from '../../shared/ui/ChartPanel';
import type { Dashboard } from './dashboardQueries';
import { pointsOf } from './periods';
import { WIDGETS } from './widgets';

/** Contacts added per day. */
export function ContactGrowth({ workspaceId, contacts }: { workspaceId: string; contacts: Dashboard['contacts'] }) {
  const { points, unit } = pointsOf(contacts.daily.map(({ date, count }) => ({ date, values: [count] })));
  const top = Math.max(0, ...contacts.daily.map(({ count }) => count));
  return (
    <ChartPanel
      title={WIDGETS.growth.title}
      link={{ to: paths.contacts(workspaceId, 'sort=-createdAt'), label: 'Newest contacts' }}
      points={points}
      labelHead={unit}
      series={[{ label: 'Added', color: 'var(--rp-series-1)' }]}
      summary={`${plural(contacts.added, 'contact')} added in the last ${plural(contacts.daily.length, 'day')}; at most ${formatCount(top)} on one day`}
    />
  );
}
