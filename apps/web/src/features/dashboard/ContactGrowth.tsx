import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import type { Dashboard } from './dashboardQueries';
import { DayBars } from './DayBars';

/** Contacts added per day. */
export function ContactGrowth({ workspaceId, contacts }: { workspaceId: string; contacts: Dashboard['contacts'] }) {
  const days = contacts.daily;
  const top = Math.max(1, ...days.map((day) => day.count));
  return (
    <Panel title="Contacts added" link={{ to: paths.contacts(workspaceId, 'sort=-createdAt'), label: 'Newest contacts' }}>
      <DayBars
        days={days}
        label={`${plural(contacts.addedLast30Days, 'contact')} added in the last ${plural(days.length, 'day')}; at most ${formatCount(top)} on one day`}
        note={`${formatCount(contacts.addedLast30Days)} in ${plural(days.length, 'day')}`}
        wordsOf={({ count }) => `${formatCount(count)} added`}
      />
    </Panel>
  );
}
