import {
  exportAudit,
  getAuditEntry,
  getLastVerification,
  listAudit,
  listAuditActors,
  listRecordHistory,
  unwrap,
  verifyAudit,
  type AuditEntryDto,
  type AuditVerificationDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import type { HistoryRecord } from '../../shared/history/recordHistory';
import { queryOf, type AuditFilter } from './auditFilter';

export type AuditEntry = AuditEntryDto;
export type Verification = AuditVerificationDto;

export const auditKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'audit', ...rest);

export function fetchAudit(workspaceId: string, filter: AuditFilter, cursor: string | undefined, signal: AbortSignal) {
  return unwrap(listAudit({ path: { workspaceId }, query: { ...queryOf(filter), cursor, limit: 100 }, signal }));
}

export function fetchHistory(workspaceId: string, { type, id }: HistoryRecord, cursor: string | undefined, signal: AbortSignal) {
  return unwrap(listRecordHistory({ path: { workspaceId }, query: { entityType: type, entityId: id, cursor, limit: 50 }, signal }));
}

/** An entry as a list has it, then with all it says. */
export function useWholeEntry(workspaceId: string, entry: AuditEntry) {
  return useQuery({
    queryKey: auditKey(workspaceId, 'entry', entry.id),
    queryFn: ({ signal }) => unwrap(getAuditEntry({ path: { workspaceId, id: entry.id }, signal })),
    enabled: entry.isShortened,
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: entry,
  });
}

export function useAuditActors(workspaceId: string) {
  return useQuery({ queryKey: auditKey(workspaceId, 'actors'), queryFn: () => unwrap(listAuditActors({ path: { workspaceId } })) });
}

export function useLastVerification(workspaceId: string) {
  return useQuery({
    queryKey: auditKey(workspaceId, 'verification'),
    queryFn: async () => (await unwrap(getLastVerification({ path: { workspaceId } }))).last,
  });
}

export function useVerifyAudit(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(verifyAudit({ path: { workspaceId } })),
    onSuccess: async (result) => {
      queryClient.setQueryData(auditKey(workspaceId, 'verification'), result);
      await queryClient.invalidateQueries({ queryKey: auditKey(workspaceId, 'list') });
    },
  });
}

/** Answers the file: the API asks for the password again before it hands it out, which a plain link could not show. */
export function useExportAudit(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (filter: AuditFilter) =>
      unwrap(
        exportAudit({ path: { workspaceId }, query: queryOf(filter), parseAs: 'blob' }).then(({ data, ...answer }) => ({
          ...answer,
          data: data && { data },
        })),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: auditKey(workspaceId, 'list') }),
  });
}
