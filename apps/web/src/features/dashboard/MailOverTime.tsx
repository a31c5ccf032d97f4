import { Link } from 'react-router';
import { formatCount, formatPercent, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { ChartPanel } from '../../shared/ui/ChartPanel';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';
import { pointsOf } from './periods';
import { WIDGETS } from './widgets';

/** What was sent and opened each day, and what went wrong. Nothing is drawn before something was sent. */
export function MailOverTime({ workspaceId, mail }: { workspaceId: string; mail: Dashboard['deliverability'] }) {
  if (mail.sent === 0) return null;
  const { points, unit } = pointsOf(mail.daily.map(({ date, sent, opened }) => ({ date, values: [sent, opened] })));
  return (
    <ChartPanel
      title={WIDGETS.mail.title}
      link={{ to: paths.campaigns(workspaceId, 'status=sent'), label: 'Sent campaigns' }}
      points={points}
      labelHead={unit}
      series={[
        { label: 'Sent', color: 'var(--rp-series-1)' },
        { label: 'Opened', color: 'var(--rp-series-2)' },
      ]}
      summary={`${plural(mail.sent, 'email')} sent in the last ${plural(mail.days, 'day')}, ${formatCount(mail.opened)} of them opened`}
    >
      <dl className={classes.troubles}>
        <Trouble name="Bounced" count={mail.bounced} of={mail.sent} to={paths.contacts(workspaceId, 'status=bounced')} />
        <Trouble name="Unsubscribed" count={mail.unsubscribed} of={mail.sent} to={paths.contacts(workspaceId, 'status=unsubscribed')} />
        <Trouble name="Complained" count={mail.complained} of={mail.sent} to={paths.contacts(workspaceId, 'status=complained')} />
      </dl>
    </ChartPanel>
  );
}

function Trouble({ name, count, of, to }: { name: string; count: number; of: number; to: string }) {
  return (
    <div>
      <dt>
        <Link to={to}>{name}</Link>
      </dt>
      <dd className="rp-num">
        {formatCount(count)} <span>{count > 0 && formatPercent(count, of)}</span>
      </dd>
    </div>
  );
}
