import { IMAGE_TRASH_DAYS } from '@rapport/common';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedList } from '../../shared/ui/PagedList';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { RestoreButton } from '../../shared/ui/RestoreButton';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Images.module.css';
import { type LibraryImage, useImages, useRestoreImage } from './imageQueries';
import { ownAddress } from './imageWords';

/** Deleted images. Messages that were sent go on showing them. */
export function ImageTrash({ search, mayEdit }: { search: string; mayEdit: boolean }) {
  const images = useImages(useWorkspaceId(), search, true);
  return (
    <div className={classes.scroll}>
      <PagedList
        source={images}
        loadsByScrolling
        empty={
          search ? (
            <EmptyState picture="search" title="No matching images" text="Search looks at names and alt texts." />
          ) : (
            <EmptyState
              picture="search"
              title="The trash is empty"
              text={`Deleted images stay here for ${IMAGE_TRASH_DAYS} days and can be restored. Messages that were sent go on showing them.`}
            />
          )
        }
      >
        {(rows) => (
          <ul className={classes.trash} aria-label="Deleted images">
            {rows.map((image) => (
              <li key={image.id} className={classes.trashed}>
                <img src={ownAddress(image.smallUrl)} alt="" loading="lazy" />
                <span className={classes.trashedText}>
                  <span className={classes.name} dir="auto">
                    {image.name}
                  </span>
                  <span className={classes.meta}>{image.deletedAt && <RelativeTime iso={image.deletedAt} />}</span>
                </span>
                {mayEdit && <Restore image={image} />}
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  );
}

function Restore({ image }: { image: LibraryImage }) {
  const restore = useRestoreImage(useWorkspaceId());
  return (
    <RestoreButton
      name={image.name}
      isPending={restore.isPending}
      onRestore={() => restore.mutate(image.id, { onSuccess: () => toast(`Image ${image.name} restored`) })}
    />
  );
}
