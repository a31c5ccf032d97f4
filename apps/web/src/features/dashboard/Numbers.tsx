import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { NumberTile } from '../../shared/ui/NumberTile';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';

/**
 * Every number says of what, and opens its rows. "Sent" is what the sender took over: not every sender reports deliveries
 * (SMTP and the mail lab do not), so a count of those would read as a failure where there is none.
 */
export function Numbers({ workspaceId, dashboard }: { workspaceId: string; dashboard: Dashboard }) {
  const { contacts, deliverability: mail } = dashboard;
  const period = `in ${mail.days} days`;
  const attempted = mail.sent + mail.failed + mail.uncertain;
  return (
    <section className={classes.tiles} aria-label="Numbers">
      <NumberTile
        label="Contacts"
        value={contacts.total}
        note={`${formatCount(contacts.addedLast30Days)} added in 30 days`}
        to={paths.contacts(workspaceId)}
      />
      <NumberTile
        label="Sent"
        value={mail.sent}
        of={{ total: attempted, word: `tried ${period}` }}
        to={paths.campaigns(workspaceId, 'status=sent')}
      />
      <NumberTile
        label="Bounced"
        value={mail.bounced}
        of={{ total: mail.sent, word: `sent ${period}` }}
        to={paths.contacts(workspaceId, 'status=bounced')}
      />
      <NumberTile
        label="Unsubscribed"
        value={mail.unsubscribed}
        of={{ total: mail.sent, word: `sent ${period}` }}
        to={paths.contacts(workspaceId, 'status=unsubscribed')}
      />
    </section>
  );
}
