import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Notice.module.css';

/** Something on this page wants attention before one goes on: what it is, why, and the way on. */
export function Notice({ title, children, role }: { title: string; children: ReactNode; role?: 'alert' }) {
  return (
    <Alert
      color="amber"
      role={role ?? 'note'}
      title={title}
      icon={<IconAlertTriangle size={16} />}
      className={classes.notice}
      classNames={{ title: classes.title }}
    >
      {children}
    </Alert>
  );
}
