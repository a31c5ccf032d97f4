import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';
import { Illustration, type IllustrationName } from './Illustration';
import { isScene, Scene, type SceneName } from './Scene';

interface EmptyStateProps {
  /** A scene shows what will be here; a line drawing is for what was not found. */
  picture: IllustrationName | SceneName;
  title: string;
  /** One sentence that says what to do. */
  text?: ReactNode;
  /** One action. */
  action?: ReactNode;
  /** When it is the whole page, its title is the page's heading. */
  isPage?: boolean;
}

export function EmptyState({ picture, title, text, action, isPage = false }: EmptyStateProps) {
  return (
    <div className={classes.root}>
      {isScene(picture) ? <Scene name={picture} className={classes.scene} /> : <Illustration name={picture} className={classes.picture} />}
      {isPage ? <h1 className={classes.title}>{title}</h1> : <p className={classes.title}>{title}</p>}
      {text && <div className={classes.text}>{text}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
