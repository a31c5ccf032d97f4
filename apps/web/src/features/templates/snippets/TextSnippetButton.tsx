import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPuzzle } from '@tabler/icons-react';
import { act } from '../../../shared/ui/act';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { SnippetPicker } from './SnippetPicker';
import { readSnippet, type SnippetKind } from './snippetQueries';

const TEXTS: readonly SnippetKind[] = ['text'];

/** Inserts what a snippet of plain text says. From then on it is the text's own: it counts in its segments and in what is approved. */
export function TextSnippetButton({ onInsert, label }: { onInsert: (text: string) => void; label: string }) {
  const workspaceId = useWorkspaceId();
  return (
    <SnippetPicker kinds={TEXTS} onPick={({ id }) => void act(async () => onInsert((await readSnippet(workspaceId, id)).body))}>
      {(button) => (
        <Tooltip label="Insert snippet">
          <ActionIcon {...button} aria-label={`Insert snippet into ${label.toLowerCase()}`}>
            <IconPuzzle size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </SnippetPicker>
  );
}
