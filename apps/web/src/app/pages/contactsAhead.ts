import type { QueryClient } from '@tanstack/react-query';
import { contactUrl, toContactFilter, toContactSort } from '../../features/contacts/contactFilters';
import { contactRowsQuery } from '../../features/contacts/contactQueries';
import { customFieldsQuery } from '../../features/customFields/customFieldQueries';
import { sessionQuery } from '../../features/session/sessionQueries';
import { NO_VIEW } from '../../features/views/useSavedViews';
import { viewQuery, viewsQuery } from '../../features/views/viewQueries';
import { readUrlState } from '../../shared/url/useUrlState';
import { lastWorkspace } from '../lastWorkspace';
import { keptColumnsKey } from './keptColumns';

/**
 * What the contacts page begins with: what it would ask for itself once it is drawn, so that its first rows do not wait for that. Whoever
 * was in this workspace last most likely still may be, so nothing waits for the session then; and the rows of an address that says nothing
 * are asked for beside the views: few people have a default one, and those get another page of rows after it.
 */
export async function contactsAhead(queryClient: QueryClient, workspaceId: string, search: URLSearchParams): Promise<void> {
  if (lastWorkspace() !== workspaceId && !(await isOpenTo(queryClient, workspaceId))) return;
  const state = readUrlState(search, contactUrl);
  const saysMore = Object.keys(contactUrl).some((name) => name !== 'view' && search.has(name));
  const isView = state.view !== '' && state.view !== NO_VIEW;
  // A view says by itself what is shown, and which custom fields there are decides which of them are asked for.
  const columns = state.columns || (localStorage.getItem(keptColumnsKey(workspaceId)) ?? '');
  const areRowsKnown = !(isView && !saysMore) && !/field|mine/.test(`${columns}${state.sort}`);
  await Promise.all([
    areRowsKnown &&
      queryClient.prefetchInfiniteQuery(
        contactRowsQuery(workspaceId, { filter: toContactFilter(state), sort: toContactSort(state, []), fields: [] }),
      ),
    queryClient.prefetchQuery(customFieldsQuery(workspaceId)),
    isView && queryClient.prefetchQuery(viewQuery(workspaceId, state.view)),
    askForViews(queryClient, workspaceId, state.view === '' && !saysMore),
  ]);
}

async function askForViews(queryClient: QueryClient, workspaceId: string, wantsDefault: boolean): Promise<void> {
  const views = await queryClient.ensureQueryData(viewsQuery(workspaceId));
  const ownDefault = wantsDefault && views.find(({ isDefault }) => isDefault);
  if (ownDefault) await queryClient.prefetchQuery(viewQuery(workspaceId, ownDefault.id));
}

async function isOpenTo(queryClient: QueryClient, workspaceId: string): Promise<boolean> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  return session?.workspaces.some(({ id, purgeAt }) => id === workspaceId && purgeAt === null) ?? false;
}
