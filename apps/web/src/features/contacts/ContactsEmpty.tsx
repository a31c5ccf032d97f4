import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { CONTACT_TRASH_DAYS } from '@rapport/common';
import { plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import type { UrlPatch } from '../../shared/url/useUrlState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { contactUrl, noFilters, type EmptyReason } from './contactFilters';
import { SimilarContacts } from './SimilarContacts';

interface ContactsEmptyProps {
  reason: EmptyReason;
  /** What was searched for; empty for nothing. */
  search: string;
  listName: string | null;
  mayEdit: boolean;
  sample: ReactNode;
  onCreate: () => void;
  onAddPeople: () => void;
  setView: (patch: UrlPatch<typeof contactUrl>) => void;
}

export function ContactsEmpty({ reason, search, listName, mayEdit, sample, onCreate, onAddPeople, setView }: ContactsEmptyProps) {
  const workspaceId = useWorkspaceId();
  switch (reason) {
    case 'filtered':
      return (
        <EmptyState
          picture="search"
          title={search === '' ? 'No matching contacts' : `Nothing found for “${search}”`}
          text={
            <>
              {search !== '' && <SimilarContacts search={search} />}
              Change the search or remove a filter.
            </>
          }
          action={
            <Button variant="default" onClick={() => setView(noFilters)}>
              Clear search and filters
            </Button>
          }
        />
      );
    case 'emptyTrash':
      return (
        <EmptyState
          picture="people"
          title="The trash is empty"
          text={`Deleted contacts stay here for ${plural(CONTACT_TRASH_DAYS, 'day')} and can be restored.`}
        />
      );
    case 'emptyList':
      return (
        <EmptyState
          picture="contacts"
          title={listName ? `No contacts on ${listName} yet` : 'No contacts on this list yet'}
          text="Add people here, or select them in the contacts table."
          action={mayEdit && listName && <Button onClick={onAddPeople}>Add people</Button>}
        />
      );
    case 'none':
      return (
        <EmptyState
          picture="contacts"
          title="No contacts yet"
          text={
            mayEdit
              ? 'Import a CSV, Excel or vCard file. You check every column before anything is saved.'
              : 'Contacts that your colleagues add or import appear here.'
          }
          action={
            mayEdit && (
              <Group gap="sm" justify="center">
                <Button component={Link} to={paths.newImport(workspaceId)}>
                  Import a file
                </Button>
                <Button variant="default" onClick={onCreate}>
                  Add by hand
                </Button>
                {sample}
              </Group>
            )
          }
        />
      );
  }
}
