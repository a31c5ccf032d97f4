import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { BrandMark } from './BrandMark';
import classes from './DoorFrame.module.css';

interface DoorFrameProps {
  title: string;
  lead?: ReactNode;
  isWide?: boolean;
  foot?: ReactNode;
  children?: ReactNode;
}

/** The pages before the shell: sign in, first account, invitation, new workspace. */
export function DoorFrame({ title, lead, isWide = false, foot, children }: DoorFrameProps) {
  useDocumentTitle(`${title} · Rapport`);
  return (
    <div className={classes.ground}>
      <header className={classes.brand}>
        <BrandMark />
        Rapport
      </header>
      <main className={classes.main}>
        <div className={isWide ? `${classes.card} ${classes.wide}` : classes.card}>
          <h1 className={classes.title}>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
          {children}
          {foot && <div className={classes.foot}>{foot}</div>}
        </div>
      </main>
    </div>
  );
}
