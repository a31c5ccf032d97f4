import type { QueryClient } from '@tanstack/react-query';
import { contactUrl, toContactFilter, toContactSort } from '../../features/contacts/contactFilters';
import { contactRowsQuery } from '../../features/contacts/contactQueries';
import { customFieldsQuery } from '../../features/customFields/customFieldQueries';
import { sessionQuery } from '../../features/session/sessionQueries';
import { NO_VIEW } from '../../features/views/useSavedViews';
import { viewQuery, viewsQuery } from '../../features/views/viewQueries';
import { readUrlState } from '../../shared/url/useUrlState';
import { keptColumnsKey } from './keptColumns';

/** What the contacts page begins with: what it would ask for itself once it is drawn, so that its first rows do not wait for that. */
export async function contactsAhead(queryClient: QueryClient, workspaceId: string, search: URLSearchParams): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (!session?.workspaces.some(({ id, purgeAt }) => id === workspaceId && purgeAt === null)) return;
  void queryClient.prefetchQuery(customFieldsQuery(workspaceId));
  const views = await queryClient.ensureQueryData(viewsQuery(workspaceId));
  const state = readUrlState(search, contactUrl);
  const saysMore = Object.keys(contactUrl).some((name) => name !== 'view' && search.has(name));
  const viewId = state.view === '' && !saysMore ? views.find(({ isDefault }) => isDefault)?.id : state.view;
  const isView = viewId !== undefined && viewId !== '' && viewId !== NO_VIEW;
  if (isView) void queryClient.prefetchQuery(viewQuery(workspaceId, viewId));
  // A view says by itself what is shown, and which custom fields there are decides which of them are asked for.
  const columns = state.columns || (localStorage.getItem(keptColumnsKey(workspaceId)) ?? '');
  if ((isView && !saysMore) || /field|mine/.test(`${columns}${state.sort}`)) return;
  await queryClient.prefetchInfiniteQuery(
    contactRowsQuery(workspaceId, { filter: toContactFilter(state), sort: toContactSort(state, []), fields: [] }),
  );
}
