import {
  getSender,
  getTemplate,
  getWorkspace,
  listContacts,
  listCustomFields,
  listLists,
  listMembers,
  listSegments,
  listTemplates,
  listTopics,
  listWorkspaceSettings,
  previewTemplate,
  unwrap,
} from '@rapport/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';

/** What the composer offers to choose from. The keys are those of the other pages, so that both see the same answers. */

export function useLists(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'lists'),
    queryFn: ({ signal }) => unwrap(listLists({ path: { workspaceId }, signal })),
  });
}

export function useSegments(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'segments', 'list'),
    queryFn: ({ signal }) => unwrap(listSegments({ path: { workspaceId }, signal })),
  });
}

export function useTopics(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'topics'),
    queryFn: ({ signal }) => unwrap(listTopics({ path: { workspaceId }, signal })),
  });
}

export interface ZoneField {
  readonly id: string;
  readonly label: string;
}

/** Custom fields that can say in which time zone a contact is. */
export function useZoneFields(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'customFields', 'zones'),
    queryFn: ({ signal }) => unwrap(listCustomFields({ path: { workspaceId }, query: { archived: true }, signal })),
    select: (fields): ZoneField[] =>
      fields.filter(({ fieldType }) => fieldType === 'text' || fieldType === 'select').map(({ id, label }) => ({ id, label })),
  });
}

/** What holds in the workspace where a campaign does not say otherwise. */
export function useWorkspaceSettings(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'settings'),
    queryFn: ({ signal }) => unwrap(listWorkspaceSettings({ path: { workspaceId }, signal })),
  });
}

/** The API's largest page. */
const TEMPLATES_PER_PAGE = 200;

export function useTemplateChoices(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'templates', 'choices'),
    queryFn: ({ signal }) => fetchAllTemplates(workspaceId, signal),
  });
}

/** Page after page: a workspace has up to 2,000, and one that is missing here cannot be chosen. */
async function fetchAllTemplates(workspaceId: string, signal: AbortSignal) {
  const fetchPage = (cursor: string | undefined) =>
    unwrap(listTemplates({ path: { workspaceId }, query: { sort: '-updatedAt', limit: TEMPLATES_PER_PAGE, cursor }, signal }));
  let page = await fetchPage(undefined);
  const all = [...page.items];
  while (page.nextCursor !== null) {
    page = await fetchPage(page.nextCursor);
    all.push(...page.items);
  }
  return all;
}

export function useSenderState(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'sender'),
    queryFn: ({ signal }) => unwrap(getSender({ path: { workspaceId }, signal })),
  });
}

/** Who gets test messages: members who have confirmed their address. */
export function useTestMembers(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'members'),
    queryFn: ({ signal }) => unwrap(listMembers({ path: { workspaceId }, signal })),
    select: (members) => members.filter(({ isEmailConfirmed }) => isEmailConfirmed),
  });
}

/** The zone of the workspace: where its people are, usually. */
export function useHomeZone(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'workspace'),
    queryFn: ({ signal }) => unwrap(getWorkspace({ path: { workspaceId }, signal })),
    select: ({ timeZone }) => timeZone,
  });
}

export async function searchPeople(workspaceId: string, search: string, signal: AbortSignal) {
  const page = await unwrap(listContacts({ path: { workspaceId }, query: { search: search || undefined, limit: 8 }, signal }));
  return page.items.map((contact) => ({ id: contact.id, name: contact.displayName, email: contact.primaryEmail }));
}

/** The template as the campaign would send it: with the campaign's own subject where it has one. */
export function useCampaignPreview(workspaceId: string, templateId: string | null, subject: string | null, contactId: string | null) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'templates', 'campaignPreview', templateId, subject, contactId),
    queryFn: async ({ signal }) => {
      const template = await unwrap(getTemplate({ path: { workspaceId, id: templateId ?? '' }, signal }));
      const { preheader, bodyHtml, signature } = template;
      const body = { subject: subject ?? template.subject, preheader, bodyHtml, signature, ...(contactId ? { contactId } : {}) };
      return unwrap(previewTemplate({ path: { workspaceId }, body, signal }));
    },
    enabled: templateId !== null,
    placeholderData: keepPreviousData,
  });
}
