import { Button, Group, Modal, Skeleton, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedList } from '../../shared/ui/PagedList';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { AltField, altOf, keptAlt } from './AltField';
import { ImageGrid } from './ImageGrid';
import classes from './Images.module.css';
import { type LibraryImage, useImages, useUpdateImage } from './imageQueries';
import { ownAddress } from './imageWords';
import { UploadList } from './UploadList';
import { useImageUploads } from './useImageUploads';

const ImageDropZone = lazy(async () => ({ default: (await import('./ImageDropZone')).ImageDropZone }));

/** What an editor needs to place an image. `width` and `height` are what a message shows, in CSS pixels; the file at `url` has up to twice as many. */
export interface PickedImage {
  readonly assetId: string;
  /** Absolute: it works in a mailbox. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

interface ImagePickerDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onPick: (image: PickedImage) => void;
}

/** Choose an image of the library, or upload one; one that nobody has described yet is described first. */
export function ImagePickerDialog({ isOpen, onClose, onPick }: ImagePickerDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Insert image" size={820}>
      {isOpen && (
        <Picker
          onPick={(image) => {
            onClose();
            onPick(image);
          }}
        />
      )}
    </Modal>
  );
}

function Picker({ onPick }: { onPick: (image: PickedImage) => void }) {
  const [chosen, setChosen] = useState<LibraryImage | null>(null);
  if (chosen) return <Describe key={chosen.id} image={chosen} onBack={() => setChosen(null)} onPick={onPick} />;
  return <Choose onChoose={(image) => (image.alt === null ? setChosen(image) : onPick(pickedOf(image, image.alt)))} />;
}

function Choose({ onChoose }: { onChoose: (image: LibraryImage) => void }) {
  const mayUpload = useMay('author');
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  const images = useImages(useWorkspaceId(), settled);
  const uploads = useImageUploads((image, isAlone) => (isAlone ? onChoose(image) : undefined));
  return (
    <Stack gap="md">
      <TextInput
        type="search"
        data-autofocus
        placeholder="Search images"
        aria-label="Search images"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {mayUpload && (
        <Suspense fallback={<Skeleton h={92} radius="lg" />}>
          <ImageDropZone onFiles={uploads.add} isSmall />
        </Suspense>
      )}
      <UploadList uploads={uploads} />
      <div className={classes.pickerScroll}>
        <PagedList
          source={images}
          loadsByScrolling
          lines={4}
          empty={
            settled ? (
              <EmptyState picture="search" title="No matching images" text="Search looks at names and alt texts." />
            ) : (
              <EmptyState picture="templates" title="No images yet" text="Upload the first one above." />
            )
          }
        >
          {(rows) => <ImageGrid images={rows} onOpen={onChoose} verb="Insert" />}
        </PagedList>
      </div>
    </Stack>
  );
}

function Describe({ image, onBack, onPick }: { image: LibraryImage; onBack: () => void; onPick: (image: PickedImage) => void }) {
  const update = useUpdateImage(useWorkspaceId());
  const [alt, setAlt] = useState(altOf(image.alt));
  const [error, setError] = useState<string | null>(null);
  const insert = () => {
    const kept = keptAlt(alt);
    if (kept === null) return setError('Write what the image shows, or say that it only decorates');
    update.mutate({ image, alt: kept }, { onSuccess: (saved) => onPick(pickedOf(saved, kept)) });
  };
  return (
    // A form of its own would be sent together with the one that the editor is in.
    <Stack gap="md">
      <div className={classes.stage}>
        <img src={ownAddress(image.url)} alt="" />
      </div>
      <AltField value={alt} onChange={(next) => (setAlt(next), setError(null))} error={error} hasFocus />
      <FormProblem problem={update.error ? messageOf(update.error) : null} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button loading={update.isPending} onClick={insert}>
          Insert image
        </Button>
      </Group>
    </Stack>
  );
}

function pickedOf(image: LibraryImage, alt: string): PickedImage {
  return { assetId: image.id, url: image.url, width: image.shownWidth, height: image.shownHeight, alt };
}
