import {
  archiveTemplates,
  createTemplateTag,
  deleteTemplateTag,
  listTemplateTags,
  listTemplateUses,
  nameTemplateVersion,
  tagTemplates,
  type TemplateTagDto,
  type TemplateUseDto,
  unwrap,
  updateTemplateTag,
} from '@rapport/sdk';
import type { OptionColour } from '@rapport/common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { templatesKey } from './templateQueries';

export type TemplateTag = TemplateTagDto;
export type TemplateUse = TemplateUseDto;

/** What one request changes at most. */
const AT_ONCE = 200;

export function useTemplateTags(workspaceId: string) {
  return useQuery({
    queryKey: templatesKey(workspaceId, 'tags'),
    queryFn: ({ signal }) => unwrap(listTemplateTags({ path: { workspaceId }, signal })),
  });
}

function useChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: templatesKey(workspaceId) });
}

export function useSaveTag(workspaceId: string) {
  return useServerMutation({
    mutationFn: ({ id, ...body }: { id: string; name?: string; colour?: OptionColour | null }) =>
      unwrap(updateTemplateTag({ path: { workspaceId, id }, body })),
    onSuccess: useChanged(workspaceId),
  });
}

export function useCreateTag(workspaceId: string) {
  return useServerMutation({
    mutationFn: (body: { name: string; colour: OptionColour | null }) => unwrap(createTemplateTag({ path: { workspaceId }, body })),
    onSuccess: useChanged(workspaceId),
  });
}

export function useDeleteTag(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteTemplateTag({ path: { workspaceId, id } })),
    onSuccess: useChanged(workspaceId),
  });
}

export function useTagTemplates(workspaceId: string) {
  return useServerMutation({
    mutationFn: ({ id, templateIds, isTagged }: { id: string; templateIds: readonly string[]; isTagged: boolean }) =>
      inParts(templateIds, (part) => unwrap(tagTemplates({ path: { workspaceId, id }, body: { templateIds: part, isTagged } }))),
    onSuccess: useChanged(workspaceId),
  });
}

export function useArchiveTemplates(workspaceId: string) {
  const queryClient = useQueryClient();
  const changed = useChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ templateIds, isArchived }: { templateIds: readonly string[]; isArchived: boolean }) =>
      inParts(templateIds, (part) => unwrap(archiveTemplates({ path: { workspaceId }, body: { templateIds: part, isArchived } }))),
    // Campaigns in the composer offer others then.
    onSuccess: async () => {
      await changed();
      await queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'templates', 'choices') });
    },
  });
}

async function inParts(ids: readonly string[], send: (part: string[]) => Promise<{ changed: number }>): Promise<number> {
  let changed = 0;
  for (let at = 0; at < ids.length; at += AT_ONCE) changed += (await send(ids.slice(at, at + AT_ONCE))).changed;
  return changed;
}

/** What is written from a template, the newest first, page by page. */
export function useTemplateUses(workspaceId: string, id: string) {
  return useKeysetRows<TemplateUse>({
    queryKey: templatesKey(workspaceId, 'uses', id),
    fetchPage: (cursor, signal) => unwrap(listTemplateUses({ path: { workspaceId, id }, query: { cursor }, signal })),
    keepsAll: true,
  });
}

export function useNameVersion(workspaceId: string, id: string) {
  return useServerMutation({
    mutationFn: ({ versionId, label }: { versionId: string; label: string }) =>
      unwrap(nameTemplateVersion({ path: { workspaceId, id, versionId }, body: { label: label || null } })),
    onSuccess: useChanged(workspaceId),
  });
}
