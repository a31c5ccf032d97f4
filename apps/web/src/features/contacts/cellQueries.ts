import { unwrap, updateContact } from '@rapport/sdk';
import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import type { KeysetPage } from '../../shared/table/columns';
import { type Contact, type ContactChanges, contactKey, type ContactSummary } from './contactQueries';

/**
 * Changes one row of the table where it stands: it moves or leaves only when the table is asked for again, so that whoever types through a
 * column keeps their place. Refused when someone else changed the contact after the row was loaded.
 */
export function useUpdateRow(workspaceId: string) {
  const queryClient = useQueryClient();
  const versions = useRef(new Map<string, number>());
  return useServerMutation({
    mutationFn: ({ contact: { id, version }, changes }: { contact: ContactSummary; changes: ContactChanges }) => {
      const known = Math.max(rowVersion(queryClient, workspaceId, id) ?? version, versions.current.get(id) ?? 0);
      return unwrap(
        updateContact({ path: { workspaceId, id }, headers: { 'If-Match': `"${known}"` }, body: { ...changes, version: known } }),
      );
    },
    onSuccess: (contact) => {
      versions.current.set(contact.id, contact.version);
      queryClient.setQueriesData<RowPages>({ queryKey: contactKey(workspaceId, 'rows') }, (data) => data && withRow(data, contact));
      queryClient.setQueryData(contactKey(workspaceId, 'one', contact.id), contact);
      // Old from now on, and asked for when the table is opened again.
      void queryClient.invalidateQueries({ queryKey: contactKey(workspaceId, 'rows'), refetchType: 'none' });
      void queryClient.invalidateQueries({ queryKey: contactKey(workspaceId, 'count') });
      for (const domain of ['dashboard', 'timeline']) void queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) });
    },
    // One after the other: each change carries the version that the one before it made.
    scope: { id: 'contact-cells' },
  });
}

type RowPages = InfiniteData<KeysetPage<ContactSummary>>;

function rowVersion(queryClient: QueryClient, workspaceId: string, id: string): number | undefined {
  const all = queryClient.getQueriesData<RowPages>({ queryKey: contactKey(workspaceId, 'rows') });
  const versions = all.flatMap(([, data]) => data?.pages.flatMap(({ items }) => items.filter((row) => row.id === id)) ?? []);
  return versions.length === 0 ? undefined : Math.max(...versions.map(({ version }) => version));
}

function withRow(data: RowPages, contact: Contact): RowPages {
  const { emails: _emails, phones: _phones, customFields, ...summary } = contact;
  const values = new Map<string, string | null>(customFields.map(({ fieldName, value }) => [fieldName, value]));
  const changed = (row: ContactSummary): ContactSummary => {
    const fields = Object.keys(row.fields).map((name) => [name, values.get(name) ?? null]);
    return { ...row, ...summary, fields: Object.fromEntries(fields) as ContactSummary['fields'] };
  };
  return {
    ...data,
    pages: data.pages.map((page) =>
      page.items.some(({ id }) => id === contact.id)
        ? { ...page, items: page.items.map((row) => (row.id === contact.id ? changed(row) : row)) }
        : page,
    ),
  };
}
