import { Button, FileButton } from '@mantine/core';
import { IconReplace } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { act } from '../../shared/ui/act';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type LibraryImage, replaceImage, useImagesChanged } from './imageQueries';

/** Uploads another picture in its place. Templates and messages go on showing the one that they have. */
export function ReplaceButton({ image }: { image: LibraryImage }) {
  const workspaceId = useWorkspaceId();
  const changed = useImagesChanged(workspaceId);
  const [share, setShare] = useState<number | null>(null);
  const reset = useRef<() => void>(null);
  const send = async (file: File) => {
    setShare(0);
    await act(async () => {
      const next = await replaceImage(
        workspaceId,
        image.id,
        file,
        ({ sent, total }) => setShare(sent / total),
        new AbortController().signal,
      );
      await changed();
      toast(
        next.version === image.version
          ? 'It shows this picture already'
          : 'Picture replaced. Update the templates below that should show it.',
      );
    });
    setShare(null);
    reset.current?.();
  };
  return (
    <FileButton resetRef={reset} onChange={(file) => file && void send(file)}>
      {(button) => (
        <Button {...button} variant="default" leftSection={<IconReplace size={15} />} loading={share !== null}>
          Replace
        </Button>
      )}
    </FileButton>
  );
}
