import { Link } from 'react-router';
import type { RuleTree } from '@rapport/common';
import { messageOf } from '../../shared/api/apiError';
import { formatCount, formatExact } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Segment.module.css';
import { useSegmentPreview } from './segmentQueries';

const FRESH_MS = 5_000;

/** How many contacts meet the rules as they are now, and the newest of them. */
export function SegmentPeople({ tree, segmentId, isWaiting }: { tree: RuleTree | null; segmentId: string | null; isWaiting: boolean }) {
  const workspaceId = useWorkspaceId();
  const preview = useSegmentPreview(workspaceId, tree, segmentId);
  if (tree === null) return <p className={classes.hint}>Add a condition to see matching contacts.</p>;
  if (preview.isError && !preview.isPlaceholderData) return <p className={classes.problem}>{messageOf(preview.error)}</p>;
  if (!preview.data) return <LinesSkeleton lines={6} />;
  const { count, asOf, people } = preview.data;
  const isStale = isWaiting || preview.isFetching;
  return (
    <div data-stale={isStale || undefined} className={classes.people} aria-busy={isStale}>
      <p className={classes.number} aria-live="polite">
        <span className={`${classes.count} rp-num`}>{formatCount(count)}</span> {count === 1 ? 'contact' : 'contacts'}
        {preview.dataUpdatedAt - Date.parse(asOf) > FRESH_MS && <span className={classes.asOf}> as of {formatExact(asOf)}</span>}
      </p>
      {count === 0 && <p className={classes.hint}>No contacts match.</p>}
      <ul className={classes.list} aria-label="Sample contacts">
        {people.map((person) => (
          <li key={person.id}>
            <Link to={paths.contact(workspaceId, person.id)} className={classes.person}>
              <PersonAvatar name={person.displayName} seed={person.id} size={24} />
              <span className={classes.name} dir="auto">
                {person.displayName}
              </span>
              <span className={classes.aside} dir="auto">
                {person.company ?? person.primaryEmail ?? ''}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {count > people.length && <p className={classes.hint}>The newest {people.length} are shown.</p>}
    </div>
  );
}
