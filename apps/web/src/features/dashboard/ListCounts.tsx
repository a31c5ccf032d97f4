import { Link } from 'react-router';
import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';

const SHOWN = 6;

export function ListCounts({ workspaceId, lists }: { workspaceId: string; lists: Dashboard['lists'] }) {
  if (lists.length === 0) return null;
  const largest = Math.max(1, ...lists.map((list) => list.count));
  return (
    <Panel title="Lists" link={{ to: paths.lists(workspaceId), label: 'All lists' }} isList>
      {lists.slice(0, SHOWN).map((list) => (
        <li key={list.id}>
          <Link to={paths.list(workspaceId, list.id)} className={classes.list}>
            <span className={classes.grow} dir="auto">
              {list.name}
            </span>
            <span className={classes.share} aria-hidden>
              <span style={{ width: `${(list.count / largest) * 100}%` }} />
            </span>
            <span className={`${classes.right} rp-num`}>{formatCount(list.count)}</span>
          </Link>
        </li>
      ))}
    </Panel>
  );
}
