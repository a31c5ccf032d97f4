import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { formatCount } from '../format/format';
import classes from './Page.module.css';

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

interface PageHeaderProps {
  title: string;
  /** Shown dimmed beside the title: how many there are in all. */
  count?: number;
  /** One line that says where one is or what this is for. */
  context?: ReactNode;
  /** A state (dot and word) beside the title. */
  status?: ReactNode;
  /** The one primary action, and at most one quiet one beside it. */
  action?: ReactNode;
  /** `<Menu.Item>`s for everything else. */
  menu?: ReactNode;
  /** Only below the second level. */
  crumbs?: readonly Crumb[];
}

export function PageHeader({ title, count, context, status, action, menu, crumbs }: PageHeaderProps) {
  useDocumentTitle(`${title} · Rapport`);
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        {crumbs && <Breadcrumb crumbs={crumbs} />}
        <div className={classes.titleLine}>
          <h1 className={classes.title} tabIndex={-1} dir="auto">
            {title}
            {count !== undefined && <span className={`${classes.count} rp-num`}> {formatCount(count)}</span>}
          </h1>
          {status}
        </div>
        {context && <div className={classes.context}>{context}</div>}
      </div>
      {(action || menu) && (
        <div className={classes.actions}>
          {action}
          {menu && <OverflowMenu label={`More actions for ${title}`}>{menu}</OverflowMenu>}
        </div>
      )}
    </header>
  );
}

function OverflowMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="More actions">
          <ActionIcon variant="default" size={32} aria-label={label}>
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className={classes.crumbs}>
      {crumbs.map((crumb, index) => (
        <Fragment key={crumb.to}>
          {index > 0 && <span aria-hidden>/</span>}
          <Link to={crumb.to}>{crumb.label}</Link>
        </Fragment>
      ))}
    </nav>
  );
}
