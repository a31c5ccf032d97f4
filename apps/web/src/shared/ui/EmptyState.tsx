import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';
import { Illustration, type IllustrationName } from './Illustration';

interface EmptyStateProps {
  picture: IllustrationName;
  title: string;
  /** One sentence that says what to do. */
  text?: ReactNode;
  /** One action. */
  action?: ReactNode;
}

export function EmptyState({ picture, title, text, action }: EmptyStateProps) {
  return (
    <div className={classes.root}>
      <Illustration name={picture} className={classes.picture} />
      <p className={classes.title} style={{ margin: 0 }}>
        {title}
      </p>
      {text && <div className={classes.text}>{text}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
