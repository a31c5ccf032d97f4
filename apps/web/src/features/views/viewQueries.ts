import {
  createView,
  deleteView,
  dropDefaultView,
  getView,
  listViews,
  makeDefaultView,
  restoreView,
  unwrap,
  updateView,
  type CreateViewDto,
  type UpdateViewDto,
  type ViewDto,
  type ViewSummaryDto,
} from '@rapport/sdk';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type View = ViewDto;
export type ViewSummary = ViewSummaryDto;
export type MissingPart = View['missing'][number];
/** What a view says about the table. */
export type Look = Pick<View, 'columns' | 'sort' | 'filter'>;

const viewsKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'views', ...rest);

export const viewsQuery = (workspaceId: string) =>
  queryOptions({ queryKey: viewsKey(workspaceId), queryFn: ({ signal }) => unwrap(listViews({ path: { workspaceId }, signal })) });

export function useViews(workspaceId: string) {
  return useQuery(viewsQuery(workspaceId));
}

export const viewQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: viewsKey(workspaceId, 'one', id),
    queryFn: ({ signal }) => unwrap(getView({ path: { workspaceId, id }, signal })),
    retry: false,
  });

/** `id` null: none is asked for. */
export function useView(workspaceId: string, id: string | null) {
  return useQuery({ ...viewQuery(workspaceId, id ?? ''), enabled: id !== null });
}

/** What can be done with views; each answers when the server has done it, and what shows them asks again. */
export function useViewActs(workspaceId: string) {
  const queryClient = useQueryClient();
  const changed = () => void queryClient.invalidateQueries({ queryKey: viewsKey(workspaceId) });
  const keep = (view: View) => {
    queryClient.setQueryData(viewsKey(workspaceId, 'one', view.id), view);
    changed();
  };
  const create = useServerMutation({
    mutationFn: (body: CreateViewDto) => unwrap(createView({ path: { workspaceId }, body })),
    onSuccess: keep,
  });
  const update = useServerMutation({
    mutationFn: ({ id, ...body }: UpdateViewDto & { id: string }) => unwrap(updateView({ path: { workspaceId, id }, body })),
    onSuccess: keep,
  });
  const remove = useServerMutation({ mutationFn: (id: string) => unwrap(deleteView({ path: { workspaceId, id } })), onSuccess: changed });
  const restore = useServerMutation({ mutationFn: (id: string) => unwrap(restoreView({ path: { workspaceId, id } })), onSuccess: keep });
  const setDefault = useServerMutation({
    mutationFn: ({ id, isDefault }: { id: string; isDefault: boolean }) =>
      isDefault ? unwrap(makeDefaultView({ path: { workspaceId, id } })) : unwrap(dropDefaultView({ path: { workspaceId, id } })),
    onSuccess: changed,
  });
  return {
    create: create.mutateAsync,
    update: update.mutateAsync,
    remove: remove.mutateAsync,
    restore: restore.mutateAsync,
    setDefault: setDefault.mutateAsync,
  };
}
