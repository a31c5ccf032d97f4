import { IconMinus, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './History.module.css';
import type { ListHistoryEntry } from './listQueries';
import { reasonOf } from './reasonOf';

interface HistoryLinesProps {
  entries: readonly ListHistoryEntry[];
  /** What each line is about: the other side is known. */
  about: 'contacts' | 'lists';
}

/** One line for each joining and leaving. */
export function HistoryLines({ entries, about }: HistoryLinesProps) {
  const workspaceId = useWorkspaceId();
  return (
    <ul className={classes.lines}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes.line}>
          <span className={classes.mark} data-left={entry.event === 'left' || undefined} aria-hidden>
            {entry.event === 'left' ? <IconMinus size={13} /> : <IconPlus size={13} />}
          </span>
          <span className={classes.text}>
            <span>
              {about === 'contacts' ? (
                <>
                  <Link to={paths.contact(workspaceId, entry.contactId)} dir="auto">
                    {entry.contactName}
                  </Link>{' '}
                  {entry.event}
                </>
              ) : (
                <>
                  {entry.event === 'joined' ? 'Joined' : 'Left'}{' '}
                  <Link to={paths.list(workspaceId, entry.listId)} dir="auto">
                    {entry.listName}
                  </Link>
                  {entry.isStage && ' (stage)'}
                </>
              )}
            </span>
            <span className={classes.reason} dir="auto">
              {reasonOf(entry)}
            </span>
          </span>
          <RelativeTime iso={entry.at} />
        </li>
      ))}
    </ul>
  );
}
