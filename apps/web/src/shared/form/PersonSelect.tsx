import { Group, Select, Text, type ComboboxItem, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PersonAvatar } from '../ui/PersonAvatar';

export interface PersonOption {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

interface PersonSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable'> {
  value: PersonOption | null;
  onChange: (person: PersonOption | null) => void;
  /** Starts with the workspace; what is typed is added to it. */
  queryKey: readonly unknown[];
  search: (text: string, signal: AbortSignal) => Promise<readonly PersonOption[]>;
}

/** Finds one person among any number: asks the server while one types. */
export function PersonSelect({ value, onChange, queryKey, search, ...select }: PersonSelectProps) {
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  // The chosen name is in the field; it is not a search.
  const [asked] = useDebouncedValue(text === value?.name ? '' : text, 200);
  const found = useQuery({
    queryKey: [...queryKey, asked],
    queryFn: ({ signal }) => search(asked, signal),
    enabled: isOpen,
    placeholderData: (previous) => previous,
  });
  const people = new Map([...(value ? [value] : []), ...(found.data ?? [])].map((person) => [person.id, person]));
  const data: ComboboxItem[] = [...people.values()].map((person) => ({ value: person.id, label: person.name }));
  return (
    <Select
      {...select}
      searchable
      clearable
      data={data}
      value={value?.id ?? null}
      onChange={(id) => onChange((id && people.get(id)) || null)}
      searchValue={text}
      onSearchChange={setText}
      onDropdownOpen={() => setOpen(true)}
      onFocus={(event) => event.currentTarget.select()}
      // The server has searched already, also in fields that are not shown.
      filter={({ options }) => options}
      nothingFoundMessage={found.isPending ? 'Searching' : 'No matches'}
      renderOption={({ option }) => <PersonLine person={people.get(option.value)} />}
    />
  );
}

function PersonLine({ person }: { person: PersonOption | undefined }) {
  if (!person) return null;
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <PersonAvatar name={person.name} seed={person.id} size={24} />
      <div style={{ minWidth: 0 }}>
        <Text truncate dir="auto">
          {person.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {person.email ?? 'No email address'}
        </Text>
      </div>
    </Group>
  );
}
