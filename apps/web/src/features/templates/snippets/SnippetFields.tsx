import { Anchor, Button, Group, Select } from '@mantine/core';
import type { SnippetBlock } from '@rapport/common';
import { Link } from 'react-router';
import { paths } from '../../../shared/paths';
import { act } from '../../../shared/ui/act';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { detachSnippet } from '../blocks/editDocument';
import type { BlockEditing } from '../blocks/useBlockEditing';
import { blocksOf, readSnippet, useSnippets } from './snippetQueries';

/** Which snippet a block holds, its newest version, and the way to blocks of one's own. */
export function SnippetFields({ block, editing }: { block: SnippetBlock; editing: BlockEditing }) {
  const workspaceId = useWorkspaceId();
  const snippets = useSnippets(workspaceId);
  const fitting = (snippets.data ?? []).filter(({ kind }) => kind !== 'html');
  const own = fitting.find(({ key }) => key === block.snippet);
  const take = (id: string) =>
    act(async () => {
      const snippet = await readSnippet(workspaceId, id);
      const blocks = blocksOf(snippet, block.id) ?? [];
      editing.changeBlock(block.id, { snippet: snippet.key, version: snippet.version, blocks });
    });
  return (
    <>
      <Select
        label="Snippet"
        placeholder={snippets.isPending ? 'Loading' : 'Choose a snippet'}
        description={own ? `Version ${block.version} is pinned until you update it` : undefined}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No snippet fits here. Write one under Templates, Snippets."
        data={[
          ...fitting.map(({ key, name }) => ({ value: key, label: name })),
          ...(own || block.snippet === '' ? [] : [{ value: block.snippet, label: `${block.snippet} (deleted)` }]),
        ]}
        value={block.snippet || null}
        onChange={(key) => {
          const chosen = fitting.find((one) => one.key === key);
          if (chosen) void take(chosen.id);
        }}
      />
      <Group gap="sm">
        {own && own.version > block.version && (
          <Button variant="default" onClick={() => void take(own.id)}>
            Update to version {own.version}
          </Button>
        )}
        {block.blocks.length > 0 && (
          <Button variant="default" onClick={() => editing.change(detachSnippet(editing.document, block.id))}>
            Turn into own blocks
          </Button>
        )}
        {own && (
          <Anchor component={Link} to={paths.snippet(workspaceId, own.id)} target="_blank" size="sm">
            Open snippet
          </Anchor>
        )}
      </Group>
    </>
  );
}
