import { Group, Text } from '@mantine/core';
import type { NoteFile } from '@rapport/common';
import { formatBytes } from '../../shared/format/format';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { AttachButton, FileChips, useNoteFiles } from './NoteFiles';

interface MailFilesProps {
  contactId: string;
  files: readonly NoteFile[];
  onChange: (next: (files: readonly NoteFile[]) => readonly NoteFile[]) => void;
  mostBytes: number;
  error: string | null;
}

/** The files that go with an email. They are uploaded when they are chosen. */
export function MailFiles({ contactId, files, onChange, mostBytes, error }: MailFilesProps) {
  const workspaceId = useWorkspaceId();
  const upload = useNoteFiles(workspaceId, contactId, onChange);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const tooMuch =
    bytes > mostBytes
      ? `The files are ${formatBytes(bytes)} together. Most mail servers take ${formatBytes(mostBytes)}: remove some, or share a link.`
      : null;
  return (
    <div>
      <Group gap="xs">
        <AttachButton onChoose={(chosen) => void upload.add(chosen, files.length + upload.waiting.length)} />
        <Text size="sm" c="dimmed">
          {files.length === 0 && upload.waiting.length === 0 ? 'Attach files' : formatBytes(bytes)}
        </Text>
      </Group>
      <FileChips
        workspaceId={workspaceId}
        contactId={contactId}
        files={files}
        waiting={upload.waiting}
        error={upload.error ?? tooMuch ?? error}
        onRemove={(id) => onChange((now) => now.filter((file) => file.id !== id))}
      />
    </div>
  );
}
