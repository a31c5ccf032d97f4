import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useInsightsOfContact, useLiveInsights } from './insightQueries';
import classes from './Insights.module.css';
import { KINDS } from './insightWords';

/** What is unusual and has to do with this contact. Nothing is drawn while it loads, when there is none, and when it fails. */
export function ContactInsights({ contactId }: { contactId: string }) {
  const workspaceId = useWorkspaceId();
  const insights = useInsightsOfContact(workspaceId, contactId).data ?? [];
  useLiveInsights(workspaceId);
  if (insights.length === 0) return null;
  return (
    <section className={classes.ofContact} aria-label="Insights">
      <h2>Insights</h2>
      <ul>
        {insights.map(({ id, type, title, detail, at }) => {
          const { Icon } = KINDS[type];
          return (
            <li key={id}>
              <Link to={paths.insights(workspaceId, id)} className={classes.line}>
                <Icon size={16} stroke={1.7} aria-hidden />
                <span className={classes.lineWords} dir="auto">
                  {title}
                  <span className={classes.quiet}>
                    {detail} · <RelativeTime iso={at} />
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
