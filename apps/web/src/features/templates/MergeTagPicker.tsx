import { Button, Group, Popover, ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { asksForFallback, groupTags, suggestedFallback, writeTag } from './mergeTags';
import classes from './MergeTagPicker.module.css';
import { useMergeTags, type MergeTag } from './templateQueries';

interface MergeTagPickerProps {
  onInsert: (text: string, tag: MergeTag) => void;
  /** Draws the button; gets what it needs to open the picker. */
  children: (button: { onClick: () => void; 'aria-expanded': boolean; 'aria-haspopup': 'dialog' }) => ReactNode;
}

/** Choose a tag, then say what to write for people who lack it. Arrow keys move, Enter chooses. */
export function MergeTagPicker({ onInsert, children }: MergeTagPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<MergeTag | null>(null);
  const close = () => {
    setOpen(false);
    setChosen(null);
  };
  const insert = (tag: MergeTag, fallback: string) => {
    close();
    onInsert(writeTag(tag, fallback), tag);
  };
  const choose = (tag: MergeTag) => (asksForFallback(tag.tag) ? setChosen(tag) : insert(tag, ''));
  return (
    <Popover opened={isOpen} onChange={(open) => (open ? setOpen(true) : close())} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        {children({ onClick: () => (isOpen ? close() : setOpen(true)), 'aria-expanded': isOpen, 'aria-haspopup': 'dialog' })}
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Insert merge tag">
        {chosen ? (
          <FallbackStep key={chosen.tag} tag={chosen} onInsert={(fallback) => insert(chosen, fallback)} onBack={() => setChosen(null)} />
        ) : (
          <TagList onChoose={choose} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function TagList({ onChoose }: { onChoose: (tag: MergeTag) => void }) {
  const tags = useMergeTags(useWorkspaceId());
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groups = groupTags(tags.data ?? [], search);
  const move = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  };
  return (
    <div onKeyDown={move}>
      <div className={classes.search}>
        <TextInput
          data-autofocus
          placeholder="Search tags"
          aria-label="Search merge tags"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Without this the form around the picker would be saved.
            event.preventDefault();
            const first = groups[0]?.tags[0];
            if (first) onChoose(first);
          }}
        />
      </div>
      <ScrollArea.Autosize mah={320} type="auto" scrollbars="y">
        <div ref={list} className={classes.list}>
          {groups.map(({ group, tags: inGroup }) => (
            <div key={group} role="group" aria-label={group}>
              <div className={classes.group}>{group}</div>
              {inGroup.map((tag) => (
                <UnstyledButton key={tag.tag} className={classes.tag} onClick={() => onChoose(tag)}>
                  <span dir="auto">{tag.label}</span>
                  <code>{tag.tag}</code>
                </UnstyledButton>
              ))}
            </div>
          ))}
          {groups.length === 0 && (
            <Text c="dimmed" p="sm">
              {tags.isPending ? 'Loading tags' : 'No matching tags. Add custom fields under Settings, Contact fields.'}
            </Text>
          )}
        </div>
      </ScrollArea.Autosize>
    </div>
  );
}

function FallbackStep({ tag, onInsert, onBack }: { tag: MergeTag; onInsert: (fallback: string) => void; onBack: () => void }) {
  const [fallback, setFallback] = useState(suggestedFallback(tag));
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <Stack gap="md" p="md">
      <TextInput
        ref={input}
        label={`If a contact has no ${tag.label.toLowerCase()}, write`}
        description="Leave empty to show nothing instead"
        value={fallback}
        onChange={(event) => setFallback(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          onInsert(fallback);
        }}
      />
      <code className={classes.result}>{writeTag(tag, fallback)}</code>
      <Group justify="flex-end" gap="sm">
        <Button variant="subtle" color="gray" onClick={onBack}>
          Back
        </Button>
        <Button onClick={() => onInsert(fallback)}>Insert tag</Button>
      </Group>
    </Stack>
  );
}
