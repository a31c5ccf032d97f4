import {
  cancelExport,
  createExport,
  deleteExport,
  listExportColumns,
  listExports,
  unwrap,
  type CreateExportDto,
  type ExportColumnDto,
  type ExportDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { apiUrl } from '../../shared/basePath';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type Export = ExportDto;
export type ExportColumn = ExportColumnDto;
export type ExportInput = CreateExportDto;

const exportsKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'exports', ...rest);

function useExportsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: exportsKey(workspaceId, 'rows') });
}

/** Keeps the list current while files are being made. */
export function useExportRows(workspaceId: string) {
  const changed = useExportsChanged(workspaceId);
  useWorkspaceEvents({ 'exports.changed': () => void changed() });
  return useKeysetRows<Export>({
    queryKey: exportsKey(workspaceId, 'rows'),
    fetchPage: (cursor, signal) => unwrap(listExports({ path: { workspaceId }, query: cursor ? { cursor } : {}, signal })),
  });
}

export function useExportColumns(workspaceId: string, kind: Export['kind']) {
  return useQuery({
    queryKey: exportsKey(workspaceId, 'columns', kind),
    queryFn: () => unwrap(listExportColumns({ path: { workspaceId }, query: { kind } })),
  });
}

export function useCreateExport(workspaceId: string) {
  const changed = useExportsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: ExportInput) => unwrap(createExport({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

export function useCancelExport(workspaceId: string) {
  const changed = useExportsChanged(workspaceId);
  return useServerMutation({ mutationFn: (id: string) => unwrap(cancelExport({ path: { workspaceId, id } })), onSuccess: changed });
}

export function useDeleteExport(workspaceId: string) {
  const changed = useExportsChanged(workspaceId);
  return useServerMutation({ mutationFn: (id: string) => unwrap(deleteExport({ path: { workspaceId, id } })), onSuccess: changed });
}

/** A plain link: the browser downloads it with the session's cookie. */
export function exportFileUrl(workspaceId: string, id: string): string {
  return apiUrl(`/api/v1/workspaces/${workspaceId}/exports/${id}/file`);
}
