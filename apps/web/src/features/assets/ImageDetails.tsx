import { Alert, Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { plural } from '../../shared/format/format';
import { actWithUndo } from '../../shared/ui/act';
import { confirmAction } from '../../shared/ui/confirm';
import { CopyTextButton } from '../../shared/ui/CopyTextButton';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { AltField, altOf, keptAlt } from './AltField';
import classes from './Images.module.css';
import { type LibraryImage, useDeleteImage, useImageUses, useRestoreImage, useUpdateImage } from './imageQueries';
import { ImageUses } from './ImageUses';
import { ReplaceButton } from './ReplaceButton';
import { imageFacts, imageWarnings, ownAddress } from './imageWords';

interface ImageDetailsProps {
  image: LibraryImage | null;
  onClose: () => void;
}

/** One image: what it looks like, what it is called, what is read out instead of it, and what it costs its readers. */
export function ImageDetails({ image, onClose }: ImageDetailsProps) {
  return (
    <Drawer
      opened={image !== null}
      onClose={onClose}
      position="right"
      size="md"
      title="Image"
      closeButtonProps={{ 'aria-label': 'Close image' }}
    >
      {image && <Details key={`${image.id}-${image.version}`} image={image} onClose={onClose} />}
    </Drawer>
  );
}

function Details({ image, onClose }: { image: LibraryImage; onClose: () => void }) {
  const mayEdit = useMay('author');
  return (
    <Stack gap="lg">
      <div className={classes.stage}>
        <img src={ownAddress(image.url)} alt={image.alt ?? ''} />
      </div>
      {imageWarnings(image).map((warning) => (
        <Alert key={warning} color="amber" role="note" icon={<IconAlertTriangle size={16} />} p="sm">
          {warning}
        </Alert>
      ))}
      {mayEdit ? <DetailsForm image={image} /> : <ReadOnly image={image} />}
      <dl className={classes.facts}>
        {imageFacts(image).map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="rp-num">{value}</dd>
          </div>
        ))}
        <div>
          <dt>Added</dt>
          <dd>
            <RelativeTime iso={image.createdAt} />
          </dd>
        </div>
      </dl>
      <ImageUses imageId={image.id} />
      <Group gap="sm" justify="space-between">
        <Group gap="sm">
          <CopyTextButton value={image.url} label="Copy address" />
          {mayEdit && <ReplaceButton image={image} />}
        </Group>
        {mayEdit && <DeleteButton image={image} onDeleted={onClose} />}
      </Group>
    </Stack>
  );
}

function DetailsForm({ image }: { image: LibraryImage }) {
  const update = useUpdateImage(useWorkspaceId());
  const form = useServerForm({
    initialValues: { name: image.name, alt: altOf(image.alt) },
    validate: {
      name: (value) => (value.trim() ? null : 'Enter a name for the image'),
      alt: (value) => (keptAlt(value) === null ? 'Write what the image shows, or say that it only decorates' : null),
    },
    onSave: async ({ name, alt }) => {
      await update.mutateAsync({ image, name: name.trim(), alt: keptAlt(alt) ?? '' });
      toast('Image saved');
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="md">
        <AltField value={form.values.alt} onChange={(alt) => form.setFieldValue('alt', alt)} error={form.errors['alt']} />
        <TextInput
          label="Name"
          description="Only members of this workspace see it"
          dir="auto"
          maxLength={200}
          {...form.getInputProps('name')}
        />
        <FormProblem problem={form.problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={form.isSaving}>
            Save image
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ReadOnly({ image }: { image: LibraryImage }) {
  return (
    <div>
      <Text fw={600} dir="auto">
        {image.name}
      </Text>
      <Text c="dimmed" dir="auto">
        {image.alt === null ? 'No alt text' : image.alt === '' ? 'Only decorates' : image.alt}
      </Text>
    </div>
  );
}

function DeleteButton({ image, onDeleted }: { image: LibraryImage; onDeleted: () => void }) {
  const workspaceId = useWorkspaceId();
  const remove = useDeleteImage(workspaceId);
  const restore = useRestoreImage(workspaceId);
  const uses = useImageUses(workspaceId, image.id).data ?? [];
  const run = async () => {
    const isDone = await actWithUndo({
      act: () => remove.mutateAsync(image.id),
      done: `Image ${image.name} deleted`,
      undo: () => restore.mutateAsync(image.id),
    });
    if (isDone) onDeleted();
  };
  const ask = () =>
    uses.length === 0
      ? void run()
      : confirmAction({
          title: `Delete the image ${image.name}?`,
          consequences: [
            `${plural(uses.length, 'template')} show${uses.length === 1 ? 's' : ''} it and will go on showing it, as messages that were sent do.`,
            'It can no longer be inserted. You can restore it from the trash.',
          ],
          confirm: 'Delete image',
          onConfirm: run,
        });
  return (
    <Button variant="subtle" color="red" leftSection={<IconTrash size={15} />} loading={remove.isPending} onClick={ask}>
      Delete
    </Button>
  );
}
