import { type BlockDocument, DEFAULT_BLOCK_THEME, readBlockGroup, snippetBlocks, type Block } from '@rapport/common';
import {
  createSnippet,
  deleteSnippet,
  getSnippet,
  listSnippets,
  listSnippetUses,
  listSnippetVersions,
  getSnippetVersion,
  renewTemplateSnippets,
  restoreSnippet,
  unwrap,
  updateSnippet,
  type SnippetDto,
  type SnippetSummaryDto,
  type SnippetUseDto,
  type SnippetVersionDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../../shared/api/queryKeys';
import { useServerMutation } from '../../../shared/api/useServerMutation';
import { newRow } from '../blocks/editDocument';
import { templatesKey } from '../templateQueries';

export type Snippet = SnippetDto;
export type SnippetSummary = SnippetSummaryDto;
export type SnippetUse = SnippetUseDto;
export type SnippetKind = SnippetDto['kind'];

/** What a person writes. */
export interface SnippetDraft {
  name: string;
  body: string;
  /** Of kind blocks: one section with them. */
  document: BlockDocument | null;
}

export const snippetsKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'snippets', ...rest);
const snippetKey = (workspaceId: string, id: string) => snippetsKey(workspaceId, 'one', id);

export function fetchSnippets(workspaceId: string, trashed: boolean, signal: AbortSignal) {
  return unwrap(listSnippets({ path: { workspaceId }, query: trashed ? { trashed } : {}, signal }));
}

/** All live ones: a workspace has at most 500. */
export function useSnippets(workspaceId: string, enabled = true) {
  return useQuery({
    queryKey: snippetsKey(workspaceId, 'all'),
    queryFn: ({ signal }) => fetchSnippets(workspaceId, false, signal),
    enabled,
  });
}

export function useSnippet(workspaceId: string, id: string) {
  return useQuery({
    queryKey: snippetKey(workspaceId, id),
    queryFn: ({ signal }) => readSnippet(workspaceId, id, signal),
    // The editor holds its own copy; a refetch underneath would only confuse the version it saves against.
    refetchOnWindowFocus: false,
  });
}

export function readSnippet(workspaceId: string, id: string, signal?: AbortSignal): Promise<Snippet> {
  return unwrap(getSnippet({ path: { workspaceId, id }, ...(signal ? { signal } : {}) }));
}

export function useSnippetVersions(workspaceId: string, id: string) {
  return useQuery({
    queryKey: snippetsKey(workspaceId, 'versions', id),
    queryFn: ({ signal }) => unwrap(listSnippetVersions({ path: { workspaceId, id }, signal })),
  });
}

export function readSnippetVersion(workspaceId: string, id: string, snippetVersionId: string): Promise<SnippetVersionDto> {
  return unwrap(getSnippetVersion({ path: { workspaceId, id, snippetVersionId } }));
}

export function useSnippetUses(workspaceId: string, id: string) {
  return useQuery({
    queryKey: snippetsKey(workspaceId, 'uses', id),
    queryFn: ({ signal }) => unwrap(listSnippetUses({ path: { workspaceId, id }, signal })),
  });
}

/** Its newest version, in blocks of a message; null for HTML, which cannot be written as blocks. */
export function blocksOf({ kind, body, document }: Snippet, holderId: string): Block[] | null {
  return snippetBlocks(kind, body, groupOf(document), holderId);
}

export function snippetDraftOf({
  name,
  kind,
  body,
  document,
}: Pick<Snippet, 'name' | 'body' | 'document'> & { kind: SnippetKind }): SnippetDraft {
  return { name, body, document: kind === 'blocks' ? documentOf(groupOf(document)) : null };
}

/** A group of blocks as the block editor takes it. */
export function documentOf(blocks: readonly Block[]): BlockDocument {
  return { version: 1, theme: DEFAULT_BLOCK_THEME, rows: [newRow('one', blocks)] };
}

function groupOf(document: Record<string, unknown> | null): readonly Block[] {
  const read = document === null ? null : readBlockGroup(document);
  return read !== null && 'group' in read ? read.group.blocks : [];
}

function bodyOf({ name, body, document }: SnippetDraft) {
  if (document === null) return { name, body };
  const blocks = document.rows.flatMap(({ columns }) => columns.flatMap((column) => column.blocks));
  return { name, document: { version: 1, blocks } };
}

function useSnippetsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: snippetsKey(workspaceId) });
}

interface SavedSnippet {
  snippet: { id: string; version: number } | null;
  kind: SnippetKind;
  draft: SnippetDraft;
}

export function useSaveSnippet(workspaceId: string) {
  const queryClient = useQueryClient();
  const changed = useSnippetsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ snippet, kind, draft }: SavedSnippet) =>
      snippet
        ? unwrap(updateSnippet({ path: { workspaceId, id: snippet.id }, body: { ...bodyOf(draft), version: snippet.version } }))
        : unwrap(createSnippet({ path: { workspaceId }, body: { ...bodyOf(draft), kind } })),
    onSuccess: (saved) => {
      queryClient.setQueryData(snippetKey(workspaceId, saved.id), saved);
      return changed();
    },
  });
}

export function useDeleteSnippet(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteSnippet({ path: { workspaceId, id } })),
    onSuccess: useSnippetsChanged(workspaceId),
  });
}

export function useRestoreSnippet(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(restoreSnippet({ path: { workspaceId, id } })),
    onSuccess: useSnippetsChanged(workspaceId),
  });
}

/** Its newest version in one template, which gets a new version of its own. */
export function useRenewTemplate(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ template, snippetId }: { template: SnippetUse; snippetId: string }) =>
      unwrap(
        renewTemplateSnippets({ path: { workspaceId, id: template.id }, body: { version: template.version, snippetIds: [snippetId] } }),
      ),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: snippetsKey(workspaceId, 'uses') }),
        queryClient.invalidateQueries({ queryKey: templatesKey(workspaceId) }),
      ]),
  });
}
