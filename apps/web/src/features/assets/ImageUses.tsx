import { Text } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Images.module.css';
import { useImageUses } from './imageQueries';

/** Which templates show it, and which of them a picture that was replaced since. */
export function ImageUses({ imageId }: { imageId: string }) {
  const workspaceId = useWorkspaceId();
  const uses = useImageUses(workspaceId, imageId);
  return (
    <section aria-labelledby="image-uses">
      <h3 id="image-uses" className={classes.heading}>
        Used by
      </h3>
      {uses.isPending ? (
        <LinesSkeleton lines={2} />
      ) : !uses.data ? (
        <ErrorState error={uses.error} onRetry={() => void uses.refetch()} />
      ) : uses.data.length === 0 ? (
        <Text c="var(--rp-text-3)">No template shows it.</Text>
      ) : (
        <ul className={classes.uses}>
          {uses.data.map(({ id, name, isCurrent }) => (
            <li key={`${id}-${isCurrent}`}>
              <Link to={paths.template(workspaceId, id)} dir="auto">
                {name}
              </Link>
              {!isCurrent && <span className={classes.useNote}>shows the picture of before</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
