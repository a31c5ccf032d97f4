import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './Panel.module.css';

interface PanelProps {
  title: string;
  /** Opens the rows behind the panel. */
  link?: { to: string; label: string };
  /** At the right of the title, after the link. */
  actions?: ReactNode;
  /** A list of `<li>` rows to the edges instead of padded content. */
  isList?: boolean;
  children: ReactNode;
}

/** A titled card. */
export function Panel({ title, link, actions, isList = false, children }: PanelProps) {
  return (
    <section className={classes.panel} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {link && (
          <Link to={link.to} className={classes.link}>
            {link.label}
          </Link>
        )}
        {actions}
      </div>
      {isList ? <ul className={classes.rows}>{children}</ul> : <div className={classes.body}>{children}</div>}
    </section>
  );
}
