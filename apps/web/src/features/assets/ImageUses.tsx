import { Text } from '@mantine/core';
import { ErrorState } from '../../shared/ui/ErrorState';
import { RenewList } from '../../shared/ui/RenewList';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Images.module.css';
import { type ImageUse, useImageUses, useRenewImage } from './imageQueries';

/** Which templates show it, and which of them a picture that was replaced since. */
export function ImageUses({ imageId }: { imageId: string }) {
  const workspaceId = useWorkspaceId();
  const uses = useImageUses(workspaceId, imageId);
  const renew = useRenewImage(workspaceId);
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
        <RenewList
          templates={templatesOf(uses.data)}
          onRenew={({ id, version }) => renew.mutateAsync({ template: { id, version }, imageId })}
        />
      )}
    </section>
  );
}

/** Each once: one that shows an earlier picture besides that of today has something to update. */
function templatesOf(uses: readonly ImageUse[]) {
  return [...new Map(uses.map((use) => [use.id, use])).values()].map(({ id, name, version }) => {
    const isNewest = uses.every((use) => use.id !== id || use.isCurrent);
    return { id, name, version, isNewest, note: isNewest ? 'Picture of today' : 'Earlier picture' };
  });
}
