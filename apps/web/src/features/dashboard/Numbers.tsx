import { formatCount, plural } from '../../shared/format/format';
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
  const period = `in ${plural(mail.days, 'day')}`;
  const attempted = mail.sent + mail.failed + mail.uncertain;
  return (
    <section className={classes.tiles} aria-label="Numbers">
      <NumberTile
        label="Contacts"
        value={contacts.total}
        note={`${formatCount(contacts.addedLast30Days)} added in ${plural(contacts.daily.length, 'day')}`}
        curve={growth(contacts)}
        to={paths.contacts(workspaceId)}
      />
      <NumberTile
        label="Sent"
        value={mail.sent}
        of={{ total: attempted, word: `tried ${period}` }}
        curve={running(mail.daily.map(({ sent }) => sent))}
        to={paths.campaigns(workspaceId, 'status=sent')}
      />
      <NumberTile
        label="Opened"
        value={mail.opened}
        of={{ total: mail.sent, word: `sent ${period}` }}
        curve={running(mail.daily.map(({ opened }) => opened))}
      />
      <NumberTile label="Clicked" value={mail.clicked} of={{ total: mail.sent, word: `sent ${period}` }} />
    </section>
  );
}

/** How many there were at the end of each day. */
function growth({ total, addedLast30Days, daily }: Dashboard['contacts']): number[] {
  return running(
    daily.map(({ count }) => count),
    total - addedLast30Days,
  );
}

function running(added: readonly number[], before = 0): number[] {
  let sum = before;
  return added.map((count) => (sum += count));
}
