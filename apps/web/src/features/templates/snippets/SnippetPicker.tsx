import { Anchor, Popover, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../../shared/paths';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import classes from '../MergeTagPicker.module.css';
import { type SnippetKind, type SnippetSummary, useSnippets } from './snippetQueries';
import { KIND_WORDS } from './snippetWords';

/** What a message written as text or HTML can hold. */
export const HTML_SNIPPETS: readonly SnippetKind[] = ['richText', 'html', 'text'];

interface SnippetPickerProps {
  kinds: readonly SnippetKind[];
  onPick: (snippet: SnippetSummary) => void;
  /** Draws the button; gets what it needs to open the list. */
  children: (button: { onClick: () => void; 'aria-expanded': boolean; 'aria-haspopup': 'dialog' }) => ReactNode;
}

/** Choose one of the snippets that fit here. */
export function SnippetPicker({ kinds, onPick, children }: SnippetPickerProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>{children({ onClick: () => setOpen(!isOpen), 'aria-expanded': isOpen, 'aria-haspopup': 'dialog' })}</Popover.Target>
      <Popover.Dropdown p={0} aria-label="Insert snippet">
        <SnippetList
          kinds={kinds}
          onPick={(snippet) => {
            setOpen(false);
            onPick(snippet);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function SnippetList({ kinds, onPick }: Pick<SnippetPickerProps, 'kinds' | 'onPick'>) {
  const workspaceId = useWorkspaceId();
  const snippets = useSnippets(workspaceId);
  const [search, setSearch] = useState('');
  const fitting = (snippets.data ?? []).filter(({ kind }) => kinds.includes(kind));
  const shown = fitting.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <>
      <div className={classes.search}>
        <TextInput
          data-autofocus
          placeholder="Search snippets"
          aria-label="Search snippets"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Without this the form around the list would be saved.
            event.preventDefault();
            if (shown[0]) onPick(shown[0]);
          }}
        />
      </div>
      <ScrollArea.Autosize mah={320} type="auto" scrollbars="y">
        <div className={classes.list}>
          {shown.map((snippet) => (
            <UnstyledButton key={snippet.id} className={classes.tag} onClick={() => onPick(snippet)}>
              <span dir="auto">{snippet.name}</span>
              <code>{KIND_WORDS[snippet.kind]}</code>
            </UnstyledButton>
          ))}
          {shown.length === 0 && (
            <Text c="dimmed" p="sm">
              {snippets.isPending ? (
                'Loading snippets'
              ) : snippets.isError ? (
                'The snippets could not be loaded. Close this list and try again.'
              ) : fitting.length > 0 ? (
                'No matching snippets'
              ) : (
                <>
                  No snippets fit here yet.{' '}
                  <Anchor component={Link} to={paths.snippets(workspaceId)}>
                    Go to Snippets
                  </Anchor>
                </>
              )}
            </Text>
          )}
        </div>
      </ScrollArea.Autosize>
    </>
  );
}
