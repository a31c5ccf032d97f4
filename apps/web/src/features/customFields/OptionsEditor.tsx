import type { OptionColour } from '@rapport/common';
import { ActionIcon, Button, Input, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconArchive, IconArrowBackUp, IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { ColourMenu } from '../../shared/ui/ColourMenu';
import classes from './OptionsEditor.module.css';

/** One choice while it is edited; without a key it is new. */
export interface EditedChoice {
  /** Tells rows apart while they have no key. */
  row: string;
  key?: string;
  label: string;
  colour: OptionColour | null;
  isArchived: boolean;
}

interface OptionsEditorProps {
  choices: readonly EditedChoice[];
  error?: string | null;
  onChange: (choices: EditedChoice[]) => void;
}

let rows = 0;

export function newChoice(): EditedChoice {
  rows += 1;
  return { row: `new ${rows}`, label: '', colour: null, isArchived: false };
}

/** The choices of a field in their order. One that is there already is archived and not removed: contacts may have it. */
export function OptionsEditor({ choices, error, onChange }: OptionsEditorProps) {
  const list = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef<number | null>(null);
  useEffect(() => {
    if (wantsFocus.current === null) return;
    list.current?.querySelectorAll<HTMLInputElement>('input')[wantsFocus.current]?.focus();
    wantsFocus.current = null;
  });
  const change = (at: number, part: Partial<EditedChoice>) =>
    onChange(choices.map((choice, index) => (index === at ? { ...choice, ...part } : choice)));
  const swap = (at: number, step: -1 | 1) => {
    const next = [...choices];
    const [one, other] = [next[at], next[at + step]];
    if (!one || !other) return;
    next[at] = other;
    next[at + step] = one;
    onChange(next);
  };
  const addBehind = (at: number) => {
    wantsFocus.current = at + 1;
    onChange([...choices.slice(0, at + 1), newChoice(), ...choices.slice(at + 1)]);
  };
  return (
    <Input.Wrapper label="Options" error={error} labelElement="div" inputWrapperOrder={['label', 'input', 'error']}>
      <Stack gap={4} ref={list} role="group" aria-label="Options">
        {choices.map((choice, at) => (
          <div key={choice.row} className={classes.choice}>
            <ColourMenu name={choice.label || 'the option'} colour={choice.colour} onPick={(colour) => change(at, { colour })} />
            <TextInput
              aria-label={`Option ${at + 1}`}
              value={choice.label}
              disabled={choice.isArchived}
              maxLength={200}
              dir="auto"
              className={classes.label}
              onChange={(event) => change(at, { label: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                addBehind(at);
              }}
            />
            <ActionIcon aria-label={`Move option ${at + 1} up`} disabled={at === 0} onClick={() => swap(at, -1)}>
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon aria-label={`Move option ${at + 1} down`} disabled={at === choices.length - 1} onClick={() => swap(at, 1)}>
              <IconArrowDown size={14} />
            </ActionIcon>
            <RemoveButton
              choice={choice}
              onArchive={(isArchived) => change(at, { isArchived })}
              onRemove={() => onChange(choices.filter((_, index) => index !== at))}
            />
          </div>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          className={classes.add}
          onClick={() => addBehind(choices.length - 1)}
        >
          Add option
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

interface RemoveButtonProps {
  choice: EditedChoice;
  onArchive: (isArchived: boolean) => void;
  onRemove: () => void;
}

function RemoveButton({ choice, onArchive, onRemove }: RemoveButtonProps) {
  const name = choice.label || 'the option';
  if (choice.key === undefined) {
    return (
      <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    );
  }
  const words = choice.isArchived ? `Offer ${name} again` : `Stop offering ${name}; contacts keep it`;
  return (
    <Tooltip label={words}>
      <ActionIcon aria-label={words} onClick={() => onArchive(!choice.isArchived)}>
        {choice.isArchived ? <IconArrowBackUp size={14} /> : <IconArchive size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
