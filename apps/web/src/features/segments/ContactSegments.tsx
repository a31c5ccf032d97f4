import { Text } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ContactSegments.module.css';
import { useSegments, useSegmentsOfContact } from './segmentQueries';

/** In which segments a contact is. Nothing where the workspace has none. */
export function ContactSegments({ contactId }: { contactId: string }) {
  const workspaceId = useWorkspaceId();
  const all = useSegments(workspaceId);
  const segments = useSegmentsOfContact(workspaceId, contactId);
  if (all.data?.length === 0) return null;
  return (
    <section className={classes.section} aria-label="Segments">
      <h2 className={classes.title}>Segments</h2>
      {segments.isPending ? (
        <LinesSkeleton lines={1} />
      ) : segments.isError && !segments.data ? (
        <ErrorState error={segments.error} onRetry={() => void segments.refetch()} />
      ) : segments.data.length === 0 ? (
        <Text c="dimmed">In no segment.</Text>
      ) : (
        <ul className={classes.list}>
          {segments.data.map(({ id, name }) => (
            <li key={id}>
              <Link to={paths.segment(workspaceId, id)} className={classes.tag} dir="auto">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
