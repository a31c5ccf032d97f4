import {
  countContacts,
  createContact,
  deleteContact,
  eraseContact,
  findLikeContacts,
  getContact,
  getSendability,
  listContacts,
  listSimilarContacts,
  restoreContact,
  unwrap,
  updateContact,
  type ContactDto,
  type ContactSummaryDto,
  type SendabilityDto,
} from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { keysetQuery, useKeysetRows } from '../../shared/table/useKeysetRows';
import type { ContactFilter, ContactSort } from './contactFilters';

export type ContactSummary = ContactSummaryDto;
export type Contact = ContactDto;
export type ContactFieldValue = Contact['customFields'][number];
export type Sendability = SendabilityDto;

const PAGE = 100;

export const contactKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'contacts', ...rest);

/** Lists count contacts, the dashboard counts both, and the timeline tells of every change. */
function useContactsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  // Not awaited by the mutations: whoever acted is told at once, while the tables ask again.
  return () => void announceContacts(queryClient, workspaceId);
}

export function announceContacts(queryClient: QueryClient, workspaceId: string): Promise<unknown> {
  const domains = ['contacts', 'lists', 'dashboard', 'timeline'];
  return Promise.all(domains.map((domain) => queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) })));
}

export interface RowsAsked {
  filter: ContactFilter;
  sort: ContactSort;
  /** Custom fields whose values are shown. */
  fields: readonly string[];
}

function rowsInput(workspaceId: string, { filter, sort, fields }: RowsAsked) {
  const names = fields.length > 0 ? { fields: fields.join(',') } : {};
  return {
    queryKey: contactKey(workspaceId, 'rows', filter, sort, names),
    fetchPage: (cursor: string | undefined, signal: AbortSignal) =>
      unwrap(
        listContacts({ path: { workspaceId }, query: { ...filter, ...names, sort, limit: PAGE, ...(cursor ? { cursor } : {}) }, signal }),
      ),
  };
}

export const contactRowsQuery = (workspaceId: string, asked: RowsAsked) => keysetQuery<ContactSummary>(rowsInput(workspaceId, asked));

/** `isEnabled` false: it is not known yet what to ask for. */
export function useContactRows(workspaceId: string, { isEnabled, ...asked }: RowsAsked & { isEnabled: boolean }) {
  return useKeysetRows<ContactSummary>({ ...rowsInput(workspaceId, asked), isEnabled });
}

export function useContactCount(workspaceId: string, filter: ContactFilter, isEnabled = true) {
  return useQuery({
    enabled: isEnabled,
    queryKey: contactKey(workspaceId, 'count', filter),
    queryFn: async ({ signal }) => (await unwrap(countContacts({ path: { workspaceId }, query: filter, signal }))).count,
    placeholderData: keepPreviousData,
  });
}

/** The first matches for a picker. */
export function useContactMatches(workspaceId: string, search: string) {
  return useQuery({
    queryKey: contactKey(workspaceId, 'matches', search),
    queryFn: async ({ signal }) => (await searchContacts(workspaceId, search, signal)).items,
    placeholderData: keepPreviousData,
  });
}

export function searchContacts(workspaceId: string, search: string, signal?: AbortSignal) {
  return unwrap(
    listContacts({
      path: { workspaceId },
      query: { ...(search ? { search } : {}), sort: 'name', limit: 20 },
      ...(signal ? { signal } : {}),
    }),
  );
}

/** Whom a misspelt search may mean, the most like first. */
export function similarContacts(workspaceId: string, search: string, signal?: AbortSignal) {
  return unwrap(listSimilarContacts({ path: { workspaceId }, query: { search }, ...(signal ? { signal } : {}) }));
}

export function useSimilarContacts(workspaceId: string, search: string) {
  return useQuery({
    queryKey: contactKey(workspaceId, 'similar', search),
    queryFn: ({ signal }) => similarContacts(workspaceId, search, signal),
  });
}

export function useContact(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: contactKey(workspaceId, 'one', contactId),
    queryFn: () => unwrap(getContact({ path: { workspaceId, id: contactId } })),
  });
}

export function useSendability(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: contactKey(workspaceId, 'sendability', contactId),
    queryFn: () => unwrap(getSendability({ path: { workspaceId, id: contactId } })),
  });
}

export interface NewContact {
  firstName?: string;
  lastName?: string;
  primaryEmail?: string;
  primaryPhone?: string;
  company?: string;
  listIds?: string[];
}

export function useCreateContact(workspaceId: string) {
  const changed = useContactsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: NewContact) => unwrap(createContact({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

export type CustomValue = string | number | boolean | null;
export interface ContactChanges {
  firstName?: string | null;
  lastName?: string | null;
  primaryEmail?: string | null;
  primaryPhone?: string | null;
  company?: string | null;
  customFields?: Record<string, CustomValue>;
}

/** Sends the version the reader saw: a change by someone else in between is refused, never overwritten. */
export function useUpdateContact(workspaceId: string, contactId: string) {
  const queryClient = useQueryClient();
  const key = contactKey(workspaceId, 'one', contactId);
  return useServerMutation({
    mutationFn: (changes: ContactChanges) => {
      const version = queryClient.getQueryData<Contact>(key)?.version ?? 0;
      const headers = { 'If-Match': `"${version}"` };
      return unwrap(updateContact({ path: { workspaceId, id: contactId }, headers, body: { ...changes, version } }));
    },
    onSuccess: (contact) => {
      queryClient.setQueryData(key, contact);
      void announceContacts(queryClient, workspaceId);
    },
    // One at a time: each change carries the version that the one before it made.
    scope: { id: `contact-${contactId}` },
  });
}

/** The contact as it is now. Pages go on showing the version that is edited. */
export function useReadContactAnew(workspaceId: string, contactId: string) {
  return () => unwrap(getContact({ path: { workspaceId, id: contactId } }));
}

/** Makes pages show this version, so that the next change is one of it. */
export function useShowContact(workspaceId: string) {
  const queryClient = useQueryClient();
  return (contact: Contact) => void queryClient.setQueryData(contactKey(workspaceId, 'one', contact.id), contact);
}

export type TypedContact = Partial<Record<'firstName' | 'lastName' | 'primaryEmail' | 'primaryPhone' | 'company', string>>;

/** Who may be there already; null asks nobody. An older question is given up when a newer one is asked. */
export function useLikeContacts(workspaceId: string, typed: TypedContact | null) {
  return useQuery({
    queryKey: contactKey(workspaceId, 'like', typed),
    queryFn: ({ signal }) => unwrap(findLikeContacts({ path: { workspaceId }, body: typed ?? {}, signal })),
    enabled: typed !== null,
    placeholderData: keepPreviousData,
  });
}

export function useTrashContact(workspaceId: string) {
  const changed = useContactsChanged(workspaceId);
  return useServerMutation({ mutationFn: (id: string) => unwrap(deleteContact({ path: { workspaceId, id } })), onSuccess: changed });
}

/** For good, at the person's request. */
export function useEraseContact(workspaceId: string) {
  const changed = useContactsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, confirm }: { id: string; confirm: string }) =>
      unwrap(eraseContact({ path: { workspaceId, id }, body: { confirm } })),
    onSuccess: changed,
  });
}

export function useRestoreContact(workspaceId: string) {
  const changed = useContactsChanged(workspaceId);
  return useServerMutation({ mutationFn: (id: string) => unwrap(restoreContact({ path: { workspaceId, id } })), onSuccess: changed });
}
