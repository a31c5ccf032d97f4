import { Link } from 'react-router';
import { Marked } from '../ui/Marked';
import { PersonAvatar } from '../ui/PersonAvatar';
import classes from './NameCell.module.css';

interface NameCellProps {
  name: string;
  to: string;
  /** An id: draws an avatar in its colour. Left out for things that are no people. */
  seed?: string;
  /** Dimmed, after the name. */
  note?: string | null;
  /** What a search found that no column shows. */
  found?: string | null;
}

/** First column of a table: the row's name as a real link, so that it opens in a new tab like any other. */
export function NameCell({ name, to, seed, note, found }: NameCellProps) {
  return (
    <span className={classes.cell}>
      {seed !== undefined && <PersonAvatar name={name} seed={seed} size={22} />}
      <Link to={to} className={classes.link} dir="auto" tabIndex={-1}>
        <Marked text={name} />
      </Link>
      {note && <span className={classes.note}>{note}</span>}
      {found && (
        <span className={classes.found} title={found} dir="auto">
          <Marked text={found} />
        </span>
      )}
    </span>
  );
}
