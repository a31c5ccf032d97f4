import { Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, type ReactNode } from 'react';
import { NARROW } from '../../shared/theme/tokens';
import { FilterChips } from '../../shared/ui/FilterChips';
import { SearchInput } from '../../shared/ui/SearchInput';
import type { UrlPatch } from '../../shared/url/useUrlState';
import { contactFilterFields, type ListOption, type SegmentOption } from './contactFilterFields';
import type { OwnField } from './contactFieldInfo';
import { type contactUrl, noFilters, type ContactView } from './contactFilters';

interface ContactsToolbarProps {
  view: ContactView;
  setView: (patch: UrlPatch<typeof contactUrl>) => void;
  lists: readonly ListOption[] | undefined;
  segments: readonly SegmentOption[] | undefined;
  /** Fields that only the reader has: left out where others share the view. */
  own?: readonly OwnField[];
  viewMenu: ReactNode;
}

const NO_OWN: readonly OwnField[] = [];

export function ContactsToolbar({ view, setView, lists, segments, own = NO_OWN, viewMenu }: ContactsToolbarProps) {
  const fields = useMemo(() => contactFilterFields(lists, segments, own, view.rules !== ''), [lists, segments, own, view.rules]);
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  // Chips share the line of the search field; on a phone they get one of their own as soon as there are any.
  const isFiltered = fields.some(({ key }) => Object.entries(view).some(([name, value]) => name === key && value !== ''));
  return (
    <Group gap="sm">
      {viewMenu}
      <SearchInput value={view.search} onChange={(search) => setView({ search })} placeholder="Search contacts" />
      <div style={{ flex: `1 1 ${isNarrow && isFiltered ? '100%' : '100px'}`, minWidth: 0 }}>
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
