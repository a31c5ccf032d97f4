import { Link } from 'react-router';
import { formatCount, formatPercent, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';
import { DayBars } from './DayBars';

/** What was sent and opened each day, and what went wrong. Nothing is drawn before something was sent. */
export function MailOverTime({ workspaceId, mail }: { workspaceId: string; mail: Dashboard['deliverability'] }) {
  if (mail.sent === 0) return null;
  return (
    <Panel title="Emails sent and opened" link={{ to: paths.campaigns(workspaceId, 'status=sent'), label: 'Sent campaigns' }}>
      <DayBars
        days={mail.daily.map(({ date, sent, opened }) => ({ date, count: sent, part: opened }))}
        label={`${plural(mail.sent, 'email')} sent in the last ${plural(mail.days, 'day')}, ${formatCount(mail.opened)} of them opened`}
        note={`${formatCount(mail.opened)} of ${formatCount(mail.sent)} opened in ${plural(mail.days, 'day')}`}
        wordsOf={({ count, part = 0 }) => `${formatCount(count)} sent, ${formatCount(part)} opened`}
      />
      <dl className={classes.troubles}>
        <Trouble name="Bounced" count={mail.bounced} of={mail.sent} to={paths.contacts(workspaceId, 'status=bounced')} />
        <Trouble name="Unsubscribed" count={mail.unsubscribed} of={mail.sent} to={paths.contacts(workspaceId, 'status=unsubscribed')} />
        <Trouble name="Complained" count={mail.complained} of={mail.sent} to={paths.contacts(workspaceId, 'status=complained')} />
      </dl>
    </Panel>
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
