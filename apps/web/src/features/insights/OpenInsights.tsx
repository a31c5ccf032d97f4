import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useInsights, useLiveInsights } from './insightQueries';
import classes from './Insights.module.css';
import { KINDS, shareText } from './insightWords';

const SHOWN = 3;

/** On Home: the largest insights. Nothing is drawn when there are none. */
export function OpenInsights() {
  const workspaceId = useWorkspaceId();
  const { rows } = useInsights(workspaceId, 'open', SHOWN);
  useLiveInsights(workspaceId);
  if (rows.length === 0) return null;
  return (
    <Panel title="Insights" link={{ to: paths.insights(workspaceId), label: 'All insights' }} isList>
      {rows.map((insight) => {
        const { Icon } = KINDS[insight.type];
        return (
          <li key={insight.id}>
            <Link to={paths.insights(workspaceId, insight.id)} className={classes.line}>
              <Icon size={16} stroke={1.7} aria-hidden />
              <span className={classes.lineWords} dir="auto">
                {insight.title}
                <span className={`${classes.quiet} rp-num`}>{shareText(insight)}</span>
              </span>
            </Link>
          </li>
        );
      })}
    </Panel>
  );
}
