import {
  cancelBulk,
  cancelImport,
  cancelImportRehearsal,
  discardImport,
  fixImportRejects,
  getImport,
  getImportReject,
  listImportCells,
  listImportNotes,
  listImportRehearsalRows,
  listImportRejects,
  listBulkLeft,
  listImports,
  rehearseImport,
  startImport,
  undoImport,
  unwrap,
  updateImport,
  type BulkLeftDto,
  type FixedRowDto,
  type RejectedRowDto,
  type ImportCellDto,
  type ImportDto,
  type ImportNoteDto,
  type ImportRehearsalRowDto,
  type ImportRejectDto,
  type ImportSummaryDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { apiUrl } from '../../shared/basePath';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { withProgress, type ImportPace } from './importProgress';
import { withColumnChoices, type ColumnChoice } from './mapping';

export type ContactImport = ImportDto;
export type ImportListItem = ImportSummaryDto;
export type ImportReject = ImportRejectDto;
export type ImportCell = ImportCellDto;
export type ImportNote = ImportNoteDto;
export type RehearsedRow = ImportRehearsalRowDto;
export type Rehearsal = NonNullable<ContactImport['rehearsal']>;
export type RehearsalGroup = 'created' | 'updated' | 'unchanged' | 'conflict' | 'rejected';
export type ConsentAnswer = NonNullable<ContactImport['consent']['answer']>;
export type RejectedRow = RejectedRowDto;
export type UndoLeft = BulkLeftDto;
export type ImportMode = ContactImport['options']['mode'];
export type UpdatePolicy = ContactImport['options']['updatePolicy'];
export type MatchKey = ContactImport['options']['matchBy'];
export type WithoutKey = NonNullable<ContactImport['options']['withoutKey']>;

const WORKING_INTERVAL_MS = 700;

const importsKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'imports', ...rest);
const importKey = (workspaceId: string, importId: string) => importsKey(workspaceId, 'one', importId);
const paceKey = (workspaceId: string, importId: string) => importsKey(workspaceId, 'pace', importId);

export function useImportRows(workspaceId: string) {
  return useKeysetRows<ImportListItem>({
    queryKey: importsKey(workspaceId, 'rows'),
    fetchPage: (cursor, signal) => unwrap(listImports({ path: { workspaceId }, query: cursor ? { cursor } : {}, signal })),
  });
}

export function useImport(workspaceId: string, importId: string) {
  return useQuery({
    queryKey: importKey(workspaceId, importId),
    queryFn: () => unwrap(getImport({ path: { workspaceId, id: importId } })),
    // Rehearsal and undo are watched by who has begun them.
    refetchInterval: ({ state }) => (isWorking(state.data) ? WORKING_INTERVAL_MS : false),
  });
}

export function useRejectRows(workspaceId: string, importId: string) {
  return useKeysetRows<ImportReject>({
    queryKey: importsKey(workspaceId, 'rejects', importId),
    fetchPage: (cursor, signal) =>
      unwrap(listImportRejects({ path: { workspaceId, id: importId }, query: { limit: 100, ...(cursor ? { cursor } : {}) }, signal })),
  });
}

/** Once an import has ended, and unless its undo has begun. */
export function mayFixRows({ status, undo }: Pick<ContactImport, 'status' | 'undo'>): boolean {
  return status !== 'uploaded' && status !== 'running' && (undo === null || undo.status === 'possible' || undo.status === 'expired');
}

export function useRejectedRow(workspaceId: string, importId: string, rowNumber: number) {
  return useQuery({
    queryKey: importsKey(workspaceId, 'rejects', importId, rowNumber),
    queryFn: () => unwrap(getImportReject({ path: { workspaceId, id: importId }, query: { rowNumber } })),
  });
}

/** Imports corrected rows; those that are still rejected come back with their reason. */
export function useFixRejects(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (rows: FixedRowDto[]) => unwrap(fixImportRejects({ path: { workspaceId, id: importId }, body: { rows } })),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: importKey(workspaceId, importId) }),
        queryClient.invalidateQueries({ queryKey: importsKey(workspaceId, 'rejects', importId) }),
      ]);
      void announceImport(queryClient, workspaceId);
    },
  });
}

export function useCellReports(workspaceId: string, importId: string) {
  return useKeysetRows<ImportCell>({
    queryKey: importsKey(workspaceId, 'cells', importId),
    fetchPage: (cursor, signal) =>
      unwrap(listImportCells({ path: { workspaceId, id: importId }, query: { limit: 100, ...(cursor ? { cursor } : {}) }, signal })),
  });
}

export function useImportNotes(workspaceId: string, importId: string) {
  return useKeysetRows<ImportNote>({
    queryKey: importsKey(workspaceId, 'notes', importId),
    fetchPage: (cursor, signal) =>
      unwrap(listImportNotes({ path: { workspaceId, id: importId }, query: { limit: 100, ...(cursor ? { cursor } : {}) }, signal })),
  });
}

/** Whom the undo has left as they are so far. */
export function useUndoLeft(workspaceId: string, importId: string, soFar: number) {
  return useKeysetRows<UndoLeft>({
    queryKey: importsKey(workspaceId, 'undoLeft', importId, soFar),
    fetchPage: (cursor, signal) =>
      unwrap(
        listBulkLeft({
          path: { workspaceId, bulkId: importId },
          query: { phase: 'undo', limit: 100, ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
  });
}

/** The first rows of a group; another rehearsal brings others. */
export function useRehearsedRows(workspaceId: string, importId: string, { group, of }: { group: RehearsalGroup; of: string }) {
  return useKeysetRows<RehearsedRow>({
    queryKey: importsKey(workspaceId, 'rehearsal', importId, of, group),
    fetchPage: (cursor, signal) =>
      unwrap(
        listImportRehearsalRows({
          path: { workspaceId, id: importId },
          query: { group, limit: 100, ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
  });
}

/** A plain link: the browser downloads it with the session's cookie. */
export function rejectsCsvUrl(workspaceId: string, importId: string): string {
  return apiUrl(`/api/v1/workspaces/${workspaceId}/imports/${importId}/rejects.csv`);
}

export function reportCsvUrl(workspaceId: string, importId: string): string {
  return apiUrl(`/api/v1/workspaces/${workspaceId}/imports/${importId}/report.csv`);
}

export interface FormatChoice {
  encoding?: ContactImport['encoding'];
  delimiter?: ContactImport['delimiter'];
  headerRow?: number | null;
  sheet?: string;
  skipHiddenRows?: boolean;
  emptyWords?: boolean;
  consent?: ConsentAnswer | null;
  defaultCountry?: string | null;
}

/** Reads the file anew; the answer brings other columns and samples. */
export function useChooseFormat(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    scope: { id: `import-${importId}` },
    mutationFn: (body: FormatChoice) => unwrap(updateImport({ path: { workspaceId, id: importId }, body })),
    onSuccess: (changed) => queryClient.setQueryData(importKey(workspaceId, importId), changed),
  });
}

/** Shown at once and sent in the order of the choices; a refusal brings the server's columns back. */
export function useChooseColumns(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  const key = importKey(workspaceId, importId);
  const mutationKey = importsKey(workspaceId, 'columns', importId);
  return useServerMutation({
    mutationKey,
    scope: { id: `import-${importId}` },
    mutationFn: (columns: ColumnChoice[]) => unwrap(updateImport({ path: { workspaceId, id: importId }, body: { columns } })),
    onMutate: (choices) => {
      queryClient.setQueryData<ContactImport>(
        key,
        (current) => current && { ...current, columns: withColumnChoices(current.columns, choices) },
      );
    },
    // The answer brings the preview and what is open now; while further choices wait, theirs is the one to show.
    onSuccess: (changed) => {
      if (queryClient.isMutating({ mutationKey }) === 1) queryClient.setQueryData(key, changed);
    },
    onError: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

export interface StartInput {
  mode: ImportMode;
  listId?: string | null;
  newListName?: string | null;
  withoutKey?: WithoutKey | null;
  updatePolicy?: UpdatePolicy;
  matchBy?: MatchKey;
}

/** Starts an import, or continues one that failed where it stopped. */
export function useStartImport(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  const key = importKey(workspaceId, importId);
  return useServerMutation({
    scope: { id: `import-${importId}` },
    mutationFn: (body: StartInput) => unwrap(startImport({ path: { workspaceId, id: importId }, body })),
    onMutate: () => ({ endedBefore: queryClient.getQueryData<ContactImport>(key)?.finishedAt ?? null }),
    onSuccess: (started, _body, { endedBefore }) => {
      // A small file is done before this answer is: what the events brought meanwhile must not be overwritten.
      queryClient.setQueryData<ContactImport>(key, (current) =>
        current && isOver(current) && current.finishedAt !== endedBefore ? current : started,
      );
      return announceImport(queryClient, workspaceId);
    },
  });
}

export function useRehearseImport(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    scope: { id: `import-${importId}` },
    mutationFn: (body: StartInput) => unwrap(rehearseImport({ path: { workspaceId, id: importId }, body })),
    onSuccess: (changed) => queryClient.setQueryData(importKey(workspaceId, importId), changed),
  });
}

export function useCancelRehearsal(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(cancelImportRehearsal({ path: { workspaceId, id: importId } })),
    onSuccess: (changed) => queryClient.setQueryData(importKey(workspaceId, importId), changed),
  });
}

export function useUndoImport(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(undoImport({ path: { workspaceId, id: importId } })),
    onSuccess: (changed) => {
      queryClient.setQueryData(importKey(workspaceId, importId), changed);
      return announceImport(queryClient, workspaceId);
    },
  });
}

/** What was undone by then stays undone; the undo can go on later. */
export function useStopUndo(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(cancelBulk({ path: { workspaceId, bulkId: importId } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: importKey(workspaceId, importId) }),
  });
}

export function useCancelImport(workspaceId: string, importId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(cancelImport({ path: { workspaceId, id: importId } })),
    onSuccess: (cancelled) => {
      queryClient.setQueryData(importKey(workspaceId, importId), cancelled);
      return announceImport(queryClient, workspaceId);
    },
  });
}

export function useDiscardImport(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (id: string) => unwrap(discardImport({ path: { workspaceId, id } })),
    onSuccess: (_answer, id) => {
      queryClient.removeQueries({ queryKey: importKey(workspaceId, id) });
      return queryClient.invalidateQueries({ queryKey: importsKey(workspaceId, 'rows') });
    },
  });
}

/** How fast it goes; known only from the live events. */
export function useImportPace(workspaceId: string, importId: string): ImportPace {
  const { data } = useQuery<ImportPace>({
    queryKey: paceKey(workspaceId, importId),
    queryFn: () => ({ rowsPerSecond: null }),
    staleTime: Infinity,
  });
  return data ?? { rowsPerSecond: null };
}

/** Writes what the stream brings into the cache; the end of an import makes contacts, lists and fields stale. */
export function useLiveImports(workspaceId: string): void {
  const queryClient = useQueryClient();
  useWorkspaceEvents({
    'import.progress': (event) => {
      const id = String(event.id);
      queryClient.setQueryData<ContactImport>(importKey(workspaceId, id), (current) => current && withProgress(current, event));
      queryClient.setQueryData<ImportPace>(paceKey(workspaceId, id), {
        rowsPerSecond: typeof event.rowsPerSecond === 'number' ? event.rowsPerSecond : null,
      });
      if (event.status === 'running') return;
      void queryClient.invalidateQueries({ queryKey: importKey(workspaceId, id) });
      void announceImport(queryClient, workspaceId);
    },
  });
}

function isWorking(run: ContactImport | undefined): boolean {
  return run?.rehearsal?.status === 'running' || run?.undo?.status === 'undoing';
}

function isOver(run: ContactImport): boolean {
  return run.status !== 'uploaded' && run.status !== 'running';
}

function announceImport(queryClient: QueryClient, workspaceId: string): Promise<unknown> {
  const domains = ['contacts', 'lists', 'customFields'].map((domain) => workspaceKey(workspaceId, domain));
  const touched = [
    ...domains,
    importsKey(workspaceId, 'rows'),
    importsKey(workspaceId, 'rejects'),
    importsKey(workspaceId, 'cells'),
    importsKey(workspaceId, 'notes'),
  ];
  return Promise.all(touched.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}
