import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '../../shared/format/format';
import type { FilterField } from '../../shared/ui/FilterChips';
import { ACTION_GROUPS } from './auditFilter';
import { kindWord } from './recordPath';

interface ActorOption {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** The chips of the log; together they read as one sentence. */
export function auditFilterFields(actors: readonly ActorOption[] | undefined): FilterField[] {
  const who = [
    ...(actors ?? []).map(({ type, id, name }) => ({ value: `${type}:${id}`, label: name })),
    { value: 'job', label: 'Rapport itself' },
    { value: 'public', label: 'Anyone with a link' },
  ];
  return [
    choice('actor', 'Who', 'Done by', who, actors ? 'a former member' : '…'),
    choice('action', 'What', 'About', ACTION_GROUPS, null),
    { ...day('since', 'Since', 'On this day or later') },
    { ...day('before', 'Before', 'Before this day') },
  ];
}

/** Not in the menu: it comes from an entry (“All about this record”). */
export function recordChip(entityType: string, entityId: string): FilterField[] {
  if (!entityId) return [];
  return [
    {
      key: 'entityId',
      label: 'Record',
      phrase: 'Only',
      display: () => `one ${kindWord(entityType || 'record').toLowerCase()}`,
      editor: (value) => <code>{value}</code>,
    },
  ];
}

function choice(
  key: string,
  label: string,
  phrase: string,
  data: readonly { value: string; label: string }[],
  unknown: string | null,
): FilterField {
  return {
    key,
    label,
    phrase,
    display: (value) => data.find((option) => option.value === value)?.label ?? unknown ?? value,
    editor: (value, apply) => (
      <Select
        label={label}
        data={[...data]}
        value={value || null}
        onChange={(next) => apply(next ?? '')}
        searchable
        nothingFoundMessage="No matches"
        data-autofocus
        comboboxProps={{ withinPortal: false }}
      />
    ),
  };
}

function day(key: string, label: string, field: string): FilterField {
  return {
    key,
    label,
    phrase: label,
    display: (value) => {
      const date = new Date(`${value}T00:00:00`);
      return Number.isNaN(date.getTime()) ? value : formatDay(date.toISOString());
    },
    editor: (value, apply) => <DayEditor label={field} value={value} onApply={apply} />,
  };
}

function DayEditor({ label, value, onApply }: { label: string; value: string; onApply: (value: string) => void }) {
  const [text, setText] = useState(value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onApply(text);
      }}
    >
      <Stack gap="xs">
        <TextInput label={label} type="date" value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
        <Button type="submit">Apply</Button>
      </Stack>
    </form>
  );
}
