import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../shared/ui/ErrorState';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useDigestPreview } from './settingsQueries';

/** What the mail about the insights of this workspace would say today. */
export function DigestPreview() {
  const [isOpened, setOpened] = useState(false);
  const preview = useDigestPreview(useWorkspaceId(), isOpened);
  return (
    <div>
      <Button variant="default" size="xs" onClick={() => setOpened(true)}>
        Preview for this workspace
      </Button>
      <Modal opened={isOpened} onClose={() => setOpened(false)} title="Weekly email about insights" size="xl">
        {preview.isError ? (
          <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
        ) : !preview.data ? (
          <LinesSkeleton lines={6} />
        ) : preview.data.found === 0 ? (
          <Text c="dimmed">Nothing new was found in this workspace this week, so nothing would be sent.</Text>
        ) : (
          <HtmlPreview
            html={preview.data.html}
            text={preview.data.text}
            title="Weekly email about insights"
            height={460}
            caption={<Text fw={600}>{preview.data.subject}</Text>}
          />
        )}
      </Modal>
    </div>
  );
}
