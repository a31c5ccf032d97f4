import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { NumberTile } from '../../shared/ui/NumberTile';
import { moreOrFewer, pointsMore } from './comparison';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';

interface NumbersProps {
  workspaceId: string;
  dashboard: Dashboard;
  /** Says what the same days before came to. */
  isCompared: boolean;
}

/**
 * Every number says of what, and opens its rows. "Sent" is what the sender took over: not every sender reports deliveries
 * (SMTP and the mail lab do not), so a count of those would read as a failure where there is none.
 */
export function Numbers({ workspaceId, dashboard, isCompared }: NumbersProps) {
  const { contacts, deliverability: mail } = dashboard;
  const period = `in ${plural(mail.days, 'day')}`;
  const attempted = mail.sent + mail.failed + mail.uncertain;
  const compared = (words: string) => (isCompared ? words : undefined);
  const rate = (metric: 'opened' | 'clicked') =>
    compared(pointsMore({ part: mail[metric], whole: mail.sent }, { part: mail.before[metric], whole: mail.before.sent }, mail.days));
  return (
    <section className={classes.tiles} aria-label="Numbers">
      <NumberTile
        label="Contacts"
        value={contacts.total}
        note={`${formatCount(contacts.added)} added in ${plural(contacts.daily.length, 'day')}`}
        comparison={compared(moreOrFewer(contacts.added, contacts.addedBefore, mail.days, 'added'))}
        curve={growth(contacts)}
        to={paths.contacts(workspaceId)}
      />
      <NumberTile
        label="Sent"
        value={mail.sent}
        of={{ total: attempted, word: `tried ${period}` }}
        comparison={compared(moreOrFewer(mail.sent, mail.before.sent, mail.days, 'sent'))}
        curve={running(mail.daily.map(({ sent }) => sent))}
        to={paths.campaigns(workspaceId, 'status=sent')}
      />
      <NumberTile
        label="Opened"
        value={mail.opened}
        of={{ total: mail.sent, word: `sent ${period}` }}
        comparison={rate('opened')}
        curve={running(mail.daily.map(({ opened }) => opened))}
        to={paths.campaigns(workspaceId, 'status=sent')}
      />
      <NumberTile
        label="Clicked"
        value={mail.clicked}
        of={{ total: mail.sent, word: `sent ${period}` }}
        comparison={rate('clicked')}
        to={paths.campaigns(workspaceId, 'status=sent')}
      />
    </section>
  );
}

/** How many there were at the end of each day. */
function growth({ total, added, daily }: Dashboard['contacts']): number[] {
  return running(
    daily.map(({ count }) => count),
    total - added,
  );
}

function running(added: readonly number[], before = 0): number[] {
  let sum = before;
  return added.map((count) => (sum += count));
}
