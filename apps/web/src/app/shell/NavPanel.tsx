import { ActionIcon, Kbd, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { statusCount, useDashboard, useLabUnread } from '../../features/dashboard/dashboardQueries';
import { useInboxCounts } from '../../features/inbox/inboxQueries';
import { useInsightState } from '../../features/insights/insightQueries';
import { formatCompact } from '../../shared/format/format';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { isUnder, navTargets, type NavTarget } from './navigation';
import classes from './Shell.module.css';
import { UserMenu } from './UserMenu';
import { WorkspaceMenu } from './WorkspaceMenu';

interface NavPanelProps {
  isCollapsed: boolean;
  /** Left out in the drawer. */
  onCollapse?: () => void;
  onSearch: () => void;
}

export function NavPanel({ isCollapsed, onCollapse, onSearch }: NavPanelProps) {
  const counts = useNavCounts();
  return (
    <div className={isCollapsed ? `${classes.panel} ${classes.tight}` : classes.panel}>
      <WorkspaceMenu isCollapsed={isCollapsed} />
      <Tooltip label="Search (Ctrl K)" position="right" disabled={!isCollapsed}>
        <button
          type="button"
          className={classes.search}
          onClick={onSearch}
          aria-label={isCollapsed ? 'Search' : undefined}
          aria-keyshortcuts="Control+K"
        >
          <IconSearch size={15} aria-hidden />
          {!isCollapsed && (
            <>
              Search
              {onCollapse && <Kbd aria-hidden>Ctrl K</Kbd>}
            </>
          )}
        </button>
      </Tooltip>
      <ul className={classes.links}>
        {navTargets.map((target) => (
          <li key={target.label}>
            <NavItem target={target} isCollapsed={isCollapsed} count={target.count ? counts[target.count] : 0} />
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <UserMenu isCollapsed={isCollapsed} />
        {onCollapse && (
          <Tooltip label={isCollapsed ? 'Unfold navigation' : 'Fold navigation'} position="right">
            <ActionIcon aria-label={isCollapsed ? 'Unfold navigation' : 'Fold navigation'} onClick={onCollapse}>
              {isCollapsed ? <IconLayoutSidebarLeftExpand size={17} /> : <IconLayoutSidebarLeftCollapse size={17} />}
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

function NavItem({ target, isCollapsed, count }: { target: NavTarget; isCollapsed: boolean; count: number }) {
  const workspaceId = useWorkspaceId();
  const { pathname } = useLocation();
  const Icon = target.icon;
  return (
    <Tooltip label={target.label} position="right" disabled={!isCollapsed}>
      <Link to={target.to(workspaceId)} className={classes.link} aria-current={isUnder(pathname, target, workspaceId) ? 'page' : undefined}>
        <Icon size={17} stroke={1.7} aria-hidden />
        {isCollapsed ? <VisuallyHidden>{target.label}</VisuallyHidden> : target.label}
        {count > 0 && (
          <span className={isCollapsed ? classes.bullet : `${classes.count} rp-num`}>
            {!isCollapsed && formatCompact(count)}
            <VisuallyHidden> {COUNT_WORDS[target.count ?? 'inReview']}</VisuallyHidden>
          </span>
        )}
      </Link>
    </Tooltip>
  );
}

const COUNT_WORDS = { inReview: 'waiting for approval', inboxUnread: 'unread', openInsights: 'open', labUnread: 'unread' } as const;

function useNavCounts() {
  const workspaceId = useWorkspaceId();
  const dashboard = useDashboard(workspaceId);
  const unread = useLabUnread(workspaceId);
  const inbox = useInboxCounts(workspaceId);
  const insights = useInsightState(workspaceId);
  return {
    inReview: dashboard.data ? statusCount(dashboard.data.campaigns, 'inReview') : 0,
    inboxUnread: inbox.data?.unread ?? 0,
    openInsights: insights.data?.open ?? 0,
    labUnread: unread.data?.count ?? 0,
  };
}
