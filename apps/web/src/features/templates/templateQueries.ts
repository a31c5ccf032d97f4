import {
  createTemplate,
  deleteTemplate,
  duplicateTemplate,
  getBranding,
  getTemplate,
  getTemplateVersion,
  listContacts,
  listMergeTags,
  listTemplateVersions,
  listTemplates,
  previewTemplate,
  restoreTemplate,
  unwrap,
  updateTemplate,
  type MergeTagDto,
  type TemplateDto,
  type TemplatePreviewDto,
  type TemplateSummaryDto,
  type TemplateVersionDto,
  type TemplateVersionSummaryDto,
} from '@rapport/sdk';
import {
  type BlockDocument,
  designDocument,
  foldSnippets,
  readBlockDocument,
  type TemplateDesign,
  type TemplateKind,
} from '@rapport/common';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type Template = TemplateDto;
export type TemplateSummary = TemplateSummaryDto;
export type TemplateVersion = TemplateVersionDto;
export type TemplateVersionSummary = TemplateVersionSummaryDto;
export type TemplatePreview = TemplatePreviewDto;
export type MergeTag = MergeTagDto;

/** What a person writes; also what a preview needs, together with a name. */
export interface TemplateContent {
  subject: string;
  preheader: string;
  kind: TemplateKind;
  bodyHtml: string;
  /** Of kind blocks: what is written, instead of bodyHtml. */
  document: BlockDocument | null;
  signature: string;
}

export interface TemplateDraft extends TemplateContent {
  name: string;
}

export const templatesKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'templates', ...rest);
const templateKey = (workspaceId: string, id: string) => templatesKey(workspaceId, 'one', id);

const SORTS = ['updatedAt', '-updatedAt', 'name', '-name'] as const;

export interface TemplateListQuery {
  search: string;
  /** From the URL; what the API does not know is left to its default. */
  sort: string;
  /** Those in the trash instead. */
  trashed?: boolean;
  /** The archived ones instead. */
  archived?: boolean;
  /** Only those with this tag. */
  tag?: string;
}

export function fetchTemplates(
  workspaceId: string,
  { search, sort, trashed, archived, tag }: TemplateListQuery,
  cursor: string | undefined,
  signal: AbortSignal,
) {
  return unwrap(
    listTemplates({
      path: { workspaceId },
      query: {
        search: search || undefined,
        sort: SORTS.find((known) => known === sort),
        ...(trashed ? { trashed } : {}),
        ...(archived ? { archived } : {}),
        ...(tag ? { tagId: tag } : {}),
        cursor,
      },
      signal,
    }),
  );
}

export function useTemplate(workspaceId: string, id: string | undefined) {
  return useQuery({
    queryKey: templateKey(workspaceId, id ?? ''),
    queryFn: ({ signal }) => unwrap(getTemplate({ path: { workspaceId, id: id ?? '' }, signal })),
    enabled: id !== undefined,
    // The editor holds its own copy; a refetch underneath would only confuse the version it saves against.
    refetchOnWindowFocus: false,
  });
}

/** The colour that new messages begin with; null when the workspace has chosen none. */
export function useBrandColour(workspaceId: string, enabled: boolean) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'branding', 'colour'),
    queryFn: async ({ signal }) => (await unwrap(getBranding({ path: { workspaceId }, signal }))).colour,
    enabled,
  });
}

/** The template as it is now; the editor goes on with the version that is edited. */
export function readTemplateAnew(workspaceId: string, id: string): Promise<Template> {
  return unwrap(getTemplate({ path: { workspaceId, id } }));
}

export function draftOf(template: Template): TemplateDraft {
  return { name: template.name, ...contentOf(template) };
}

/** A document that this version of Rapport does not know opens as the HTML that it was compiled to. */
export function contentOf({ subject, preheader, kind, document, bodyHtml, signature }: Template | TemplateVersion): TemplateContent {
  const read = kind === 'blocks' ? readBlockDocument(document) : null;
  const known = read !== null && 'document' in read ? read.document : null;
  return {
    subject,
    preheader: preheader ?? '',
    kind: kind === 'blocks' && known === null ? 'html' : kind,
    // As it is written: a snippet is its tag.
    bodyHtml: foldSnippets(bodyHtml),
    document: known,
    signature: foldSnippets(signature ?? ''),
  };
}

/** Whether saving it here would lose what a later version has written. */
export function hasUnknownDocument(template: Template): boolean {
  return template.kind === 'blocks' && contentOf(template).document === null;
}

function bodyOf({ kind, document, bodyHtml, signature, ...others }: TemplateContent) {
  return document === null ? { ...others, kind, bodyHtml, signature } : { ...others, kind, document: { ...document } };
}

export function useTemplateVersions(workspaceId: string, id: string) {
  return useQuery({
    queryKey: templatesKey(workspaceId, 'versions', id),
    queryFn: ({ signal }) => unwrap(listTemplateVersions({ path: { workspaceId, id }, signal })),
  });
}

/** What a version says; versions never change. */
export function useTemplateVersion(workspaceId: string, id: string, versionId: string) {
  return useQuery({
    queryKey: templatesKey(workspaceId, 'version', versionId),
    queryFn: ({ signal }) => unwrap(getTemplateVersion({ path: { workspaceId, id, versionId }, signal })),
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

export function useMergeTags(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'mergeTags'),
    queryFn: ({ signal }) => unwrap(listMergeTags({ path: { workspaceId }, signal })),
    staleTime: 60_000,
  });
}

/** `enabled`: not while the document cannot be read; what there was is shown meanwhile. */
export function useTemplatePreview(workspaceId: string, content: TemplateContent, contactId: string | null, enabled = true) {
  return useQuery({
    queryKey: templatesKey(workspaceId, 'preview', content, contactId),
    queryFn: ({ signal }) =>
      unwrap(previewTemplate({ path: { workspaceId }, body: { ...bodyOf(content), ...(contactId ? { contactId } : {}) }, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    enabled,
  });
}

/** What a template looks like for an invented person; asked once for each version, and only when it is looked at. */
export function useTemplateThumbnail(workspaceId: string, { id, version }: Pick<TemplateSummary, 'id' | 'version'>, isSeen: boolean) {
  return useQuery({
    queryKey: templatesKey(workspaceId, 'thumbnail', id, version),
    queryFn: async ({ signal }) => {
      const { subject, preheader, bodyHtml, signature } = await unwrap(getTemplate({ path: { workspaceId, id }, signal }));
      return (await unwrap(previewTemplate({ path: { workspaceId }, body: { subject, preheader, bodyHtml, signature }, signal }))).html;
    },
    enabled: isSeen,
    staleTime: Infinity,
  });
}

/** What a design looks like with the colour of the brand. */
export function useDesignThumbnail(workspaceId: string, design: TemplateDesign, accent: string | null | undefined, isSeen: boolean) {
  return useQuery({
    queryKey: templatesKey(workspaceId, 'design', design.id, accent),
    queryFn: async ({ signal }) => {
      const { subject, preheader } = design;
      const document = { ...designDocument(design, accent ?? null) };
      return (await unwrap(previewTemplate({ path: { workspaceId }, body: { subject, preheader, document }, signal }))).html;
    },
    enabled: isSeen && accent !== undefined,
    staleTime: Infinity,
  });
}

/** For the "preview as" picker: a few people that match what is typed. */
export async function searchPeople(workspaceId: string, search: string, signal: AbortSignal) {
  const page = await unwrap(listContacts({ path: { workspaceId }, query: { search: search || undefined, limit: 8 }, signal }));
  return page.items.map((contact) => ({ id: contact.id, name: contact.displayName, email: contact.primaryEmail }));
}

function draftBody({ name, ...content }: TemplateDraft) {
  return { name, ...bodyOf(content) };
}

function useTemplatesChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: templatesKey(workspaceId) });
}

export function useSaveTemplate(workspaceId: string) {
  const queryClient = useQueryClient();
  const changed = useTemplatesChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ template, draft }: { template: { id: string; version: number } | null; draft: TemplateDraft }) =>
      template
        ? unwrap(updateTemplate({ path: { workspaceId, id: template.id }, body: { ...draftBody(draft), version: template.version } }))
        : unwrap(createTemplate({ path: { workspaceId }, body: draftBody(draft) })),
    onSuccess: (saved) => {
      queryClient.setQueryData(templateKey(workspaceId, saved.id), saved);
      return changed();
    },
  });
}

export function useDuplicateTemplate(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(duplicateTemplate({ path: { workspaceId, id } })),
    onSuccess: useTemplatesChanged(workspaceId),
  });
}

export function useDeleteTemplate(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteTemplate({ path: { workspaceId, id } })),
    onSuccess: useTemplatesChanged(workspaceId),
  });
}

export function useRestoreTemplate(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(restoreTemplate({ path: { workspaceId, id } })),
    onSuccess: useTemplatesChanged(workspaceId),
  });
}
