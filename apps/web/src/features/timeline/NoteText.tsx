import { Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { mentionBefore, type ComposerDraft } from './composerDraft';
import { MentionList, type Member } from './MentionList';
import classes from './Timeline.module.css';

interface NoteTextProps {
  draft: ComposerDraft;
  members: readonly Member[];
  onChange: (patch: Partial<ComposerDraft>) => void;
  error: string | null;
}

const MOST_SHOWN = 5;

/** The text of a note. @ and a name mention a member. */
export function NoteText({ draft, members, onChange, error }: NoteTextProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const found = typed === null ? [] : members.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase())).slice(0, MOST_SHOWN);
  const look = (element: HTMLTextAreaElement) => {
    setTyped(mentionBefore(element.value, element.selectionStart));
    setActive(0);
  };
  const pick = ({ userId, name }: Member) => {
    const element = input.current;
    if (!element || typed === null) return;
    const start = element.selectionStart - typed.length;
    const note = `${draft.note.slice(0, start)}${name} ${draft.note.slice(element.selectionStart)}`;
    onChange({ note, mentioned: { ...draft.mentioned, [userId]: name } });
    setTyped(null);
    requestAnimationFrame(() => element.setSelectionRange(start + name.length + 1, start + name.length + 1));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const member = found[active];
    if (!member || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') setActive((active + 1) % found.length);
    else if (event.key === 'ArrowUp') setActive((active + found.length - 1) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') pick(member);
    else if (event.key === 'Escape') setTyped(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={classes.noteText}>
      <Textarea
        ref={input}
        aria-label="Write a note"
        placeholder="Write a note… @ mentions a member"
        minRows={2}
        maxRows={12}
        autosize
        dir="auto"
        variant="unstyled"
        classNames={{ input: classes.composerInput }}
        value={draft.note}
        error={error}
        aria-controls={found.length > 0 ? 'mentions' : undefined}
        onChange={(event) => {
          onChange({ note: event.currentTarget.value });
          look(event.currentTarget);
        }}
        onClick={(event) => look(event.currentTarget)}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
      />
      {found.length > 0 && <MentionList members={found} active={active} onPick={pick} />}
    </div>
  );
}
