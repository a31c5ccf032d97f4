import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { formatBytes, formatCount, plural } from '../../shared/format/format';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedList } from '../../shared/ui/PagedList';
import { SearchInput } from '../../shared/ui/SearchInput';
import { toast } from '../../shared/ui/toasts';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ImageDetails } from './ImageDetails';
import { ImageGrid } from './ImageGrid';
import classes from './Images.module.css';
import { useImageRoom, useImages } from './imageQueries';
import { ImageTrash } from './ImageTrash';
import { UploadList } from './UploadList';
import { useImageUploads } from './useImageUploads';

const ImageDropZone = lazy(async () => ({ default: (await import('./ImageDropZone')).ImageDropZone }));

/** The images of a workspace: upload, search, and what there is to know of each. */
export function ImageLibrary() {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  const [url, setUrl] = useUrlState({ search: '', view: '' });
  const [openId, setOpenId] = useState<string | null>(null);
  const images = useImages(workspaceId, url.search);
  const uploads = useImageUploads((image, isAlone) => {
    if (image.isKnown) toast(`The library has ${image.name} already`);
    else if (isAlone) setOpenId(image.id);
  });
  const isTrash = url.view === 'trash';
  const open = images.rows.find(({ id }) => id === openId) ?? null;
  return (
    <>
      <div className={classes.bar}>
        <SearchInput value={url.search} onChange={(search) => setUrl({ search })} placeholder="Search images" />
        <div className={classes.barEnd}>
          <Room />
          <SegmentedControl
            aria-label="Show"
            value={isTrash ? 'trash' : 'library'}
            onChange={(value) => setUrl({ view: value === 'trash' ? 'trash' : '' })}
            data={[
              { value: 'library', label: 'Library' },
              { value: 'trash', label: 'Trash' },
            ]}
          />
        </div>
      </div>
      {isTrash ? (
        <ImageTrash search={url.search} mayEdit={mayEdit} />
      ) : (
        <div className={classes.scroll}>
          {mayEdit && (
            <Suspense fallback={<Skeleton h={92} radius="lg" />}>
              <ImageDropZone onFiles={uploads.add} isSmall />
            </Suspense>
          )}
          <UploadList uploads={uploads} />
          <PagedList
            source={images}
            loadsByScrolling
            empty={
              url.search ? (
                <EmptyState picture="search" title="No matching images" text="Search looks at names and alt texts." />
              ) : (
                <EmptyState
                  picture="templates"
                  title="No images yet"
                  text="Upload an image once, describe it for those who do not see it, and use it in every template."
                />
              )
            }
          >
            {(rows) => <ImageGrid images={rows} onOpen={(image) => setOpenId(image.id)} verb="Details of" />}
          </PagedList>
        </div>
      )}
      <ImageDetails image={open} onClose={() => setOpenId(null)} />
    </>
  );
}

function Room() {
  const room = useImageRoom(useWorkspaceId()).data;
  if (!room) return null;
  return (
    <Text size="xs" c="var(--rp-text-3)" className="rp-num">
      {plural(room.images, 'image')}, {formatBytes(room.bytes)} of {formatCount(room.mostBytes / 1_000_000)} MB
    </Text>
  );
}
