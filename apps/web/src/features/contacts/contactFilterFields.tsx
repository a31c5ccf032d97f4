import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '../../shared/format/format';
import type { FilterField } from '../../shared/ui/FilterChips';
import { statusWord } from '../../shared/ui/statusWords';
import type { OwnField } from './contactFieldInfo';
import { EMAIL_STATUSES } from './contactFilters';
import { OwnFieldFilter } from './OwnFieldFilter';
import { saysOfOwn } from './ownFilterWords';

/** A list as this feature needs to know it; the page hands the lists in. */
export interface ListOption {
  readonly id: string;
  readonly name: string;
  readonly isPrimary: boolean;
  readonly count: number;
}

const RULES: FilterField = {
  key: 'rules',
  label: 'Conditions',
  phrase: 'Meets',
  display: () => 'the conditions of this link',
  editor: () => <Text size="sm">To see or change them, save this view as a segment.</Text>,
};

export interface SegmentOption {
  readonly id: string;
  readonly name: string;
}

/** The chips of the contacts table; together they read as one sentence. */
export function contactFilterFields(
  lists: readonly ListOption[] | undefined,
  segments: readonly SegmentOption[] | undefined,
  own: readonly OwnField[],
  /** Conditions came with the address: they are shown, and can be removed. */
  hasRules: boolean,
): FilterField[] {
  const listName = (id: string) => (lists ? (lists.find((list) => list.id === id)?.name ?? 'a deleted list') : '…');
  return [
    {
      key: 'listId',
      label: 'List',
      phrase: 'On list',
      display: listName,
      editor: (value, apply) => (
        <Select
          label="List"
          data={(lists ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={value || null}
          onChange={(id) => apply(id ?? '')}
          searchable
          nothingFoundMessage="No matching lists"
          data-autofocus
          comboboxProps={{ withinPortal: false }}
        />
      ),
    },
    {
      key: 'segmentId',
      label: 'Segment',
      phrase: 'In segment',
      display: (id) => (segments ? (segments.find((segment) => segment.id === id)?.name ?? 'a deleted segment') : '…'),
      editor: (value, apply) => (
        <Select
          label="Segment"
          data={(segments ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={value || null}
          onChange={(id) => apply(id ?? '')}
          searchable
          nothingFoundMessage="No matching segments"
          data-autofocus
          comboboxProps={{ withinPortal: false }}
        />
      ),
    },
    ...(hasRules ? [RULES] : []),
    ...(own.length > 0
      ? [
          {
            key: 'mine',
            label: 'A field only you see',
            phrase: 'Only you see:',
            display: (value: string) => saysOfOwn(value, own),
            editor: (value: string, apply: (value: string) => void) => <OwnFieldFilter value={value} own={own} onApply={apply} />,
          },
        ]
      : []),
    {
      key: 'status',
      label: 'Email status',
      phrase: 'Email status is',
      display: (value) => statusWord('email', value).label,
      editor: (value, apply) => (
        <Select
          label="Email status"
          data={EMAIL_STATUSES.map((status) => ({ value: status, label: statusWord('email', status).label }))}
          value={value || null}
          onChange={(status) => apply(status ?? '')}
          data-autofocus
          comboboxProps={{ withinPortal: false }}
        />
      ),
    },
    {
      key: 'company',
      label: 'Company',
      phrase: 'Company is',
      editor: (value, apply) => <TypedFilter label="Company" type="text" value={value} onApply={apply} />,
    },
    {
      key: 'createdAfter',
      label: 'Added since',
      phrase: 'Added since',
      display: showDay,
      editor: (value, apply) => <TypedFilter label="Added on or after" type="date" value={value} onApply={apply} />,
    },
    {
      key: 'createdBefore',
      label: 'Added before',
      phrase: 'Added before',
      display: showDay,
      editor: (value, apply) => <TypedFilter label="Added before" type="date" value={value} onApply={apply} />,
    },
  ];
}

function showDay(day: string): string {
  return Number.isNaN(Date.parse(day)) ? day : formatDay(day);
}

function TypedFilter({
  label,
  type,
  value,
  onApply,
}: {
  label: string;
  type: 'text' | 'date';
  value: string;
  onApply: (value: string) => void;
}) {
  const [draft, setDraft] = useState(value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onApply(draft.trim());
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={label}
          type={type}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          data-autofocus
          dir="auto"
        />
        <Button type="submit" size="xs">
          Apply
        </Button>
      </Stack>
    </form>
  );
}
