import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
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

/** Two people and the line between them. */
function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#0f6070" />
      <path d="M9 20.5c0-5.2 3-9 7-9s7 3.8 7 9" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="9" cy="20.5" r="2.8" fill="#fff" />
      <circle cx="23" cy="20.5" r="2.8" fill="#84c3cd" />
    </svg>
  );
}
