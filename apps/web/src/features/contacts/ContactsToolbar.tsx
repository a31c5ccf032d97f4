import { Group } from '@mantine/core';
import { useMemo } from 'react';
import { FilterChips } from '../../shared/ui/FilterChips';
import { SearchInput } from '../../shared/ui/SearchInput';
import type { UrlPatch } from '../../shared/url/useUrlState';
import { contactFilterFields, type ListOption } from './contactFilterFields';
import { contactUrl, noFilters, type ContactView } from './contactFilters';

interface ContactsToolbarProps {
  view: ContactView;
  setView: (patch: UrlPatch<typeof contactUrl>) => void;
  lists: readonly ListOption[] | undefined;
}

export function ContactsToolbar({ view, setView, lists }: ContactsToolbarProps) {
  const fields = useMemo(() => contactFilterFields(lists), [lists]);
  return (
    <Group gap="sm">
      <SearchInput value={view.search} onChange={(search) => setView({ search })} placeholder="Search contacts" />
      <div style={{ flex: '1 1 320px', minWidth: 0 }}>
        <FilterChips
          fields={fields}
          values={view}
          onChange={(key, value) => setView({ [key]: value })}
          onClear={() => setView(noFilters)}
        />
      </div>
    </Group>
  );
}
