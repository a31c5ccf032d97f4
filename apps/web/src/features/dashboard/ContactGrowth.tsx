import { useState } from 'react';
import { formatCount, formatDay, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';

const WIDTH = 600;
const HEIGHT = 96;
const GAP = 4;

/** Contacts added per day, drawn by hand: thirty bars do not need a chart library. */
export function ContactGrowth({ workspaceId, contacts }: { workspaceId: string; contacts: Dashboard['contacts'] }) {
  const [hovered, setHovered] = useState<number | null>(null);
  const days = contacts.daily;
  const top = Math.max(1, ...days.map((day) => day.count));
  const step = WIDTH / Math.max(1, days.length);
  const shown = hovered === null ? undefined : days[hovered];
  return (
    <Panel title="Contacts added" link={{ to: paths.contacts(workspaceId, 'sort=-createdAt'), label: 'Newest contacts' }}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={classes.chart}
        role="img"
        aria-label={`${plural(contacts.addedLast30Days, 'contact')} added in the last 30 days; at most ${formatCount(top)} on one day`}
        onPointerLeave={() => setHovered(null)}
      >
        {days.map((day, index) => {
          const height = day.count === 0 ? 1.5 : Math.max(3, (day.count / top) * HEIGHT);
          return (
            <g key={day.date} className={classes.day} onPointerEnter={() => setHovered(index)}>
              <rect className={classes.hit} x={index * step} y={0} width={step} height={HEIGHT} />
              <rect
                className={classes.bar}
                x={index * step + GAP / 2}
                y={HEIGHT - height}
                width={Math.max(1, step - GAP)}
                height={height}
                rx={2}
              />
            </g>
          );
        })}
      </svg>
      <div className={`${classes.axis} rp-num`}>
        <span>{days[0] ? formatDay(days[0].date) : ''}</span>
        <span>
          {shown ? `${formatDay(shown.date)}: ${formatCount(shown.count)} added` : `${formatCount(contacts.addedLast30Days)} in 30 days`}
        </span>
        <span>Today</span>
      </div>
    </Panel>
  );
}
