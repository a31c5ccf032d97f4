import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { NumberTile } from '../../shared/ui/NumberTile';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';

/** Every number says of what, and opens its rows. */
export function Numbers({ workspaceId, dashboard }: { workspaceId: string; dashboard: Dashboard }) {
  const { contacts, deliverability: mail } = dashboard;
  const word = `sent in ${mail.days} days`;
  const sentTo = paths.campaigns(workspaceId, 'status=sent');
  return (
    <section className={classes.tiles} aria-label="Numbers">
      <NumberTile
        label="Contacts"
        value={contacts.total}
        note={`${formatCount(contacts.addedLast30Days)} added in 30 days`}
        to={paths.contacts(workspaceId)}
      />
      <NumberTile label="Delivered" value={mail.delivered} of={{ total: mail.sent, word }} to={sentTo} />
      <NumberTile label="Bounced" value={mail.bounced} of={{ total: mail.sent, word }} to={paths.contacts(workspaceId, 'status=bounced')} />
      <NumberTile
        label="Unsubscribed"
        value={mail.unsubscribed}
        of={{ total: mail.sent, word }}
        to={paths.contacts(workspaceId, 'status=unsubscribed')}
      />
    </section>
  );
}
