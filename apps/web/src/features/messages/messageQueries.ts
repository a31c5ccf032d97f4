import {
  cancelMessage,
  getMessageOptions,
  getTemplate,
  getTextOptions,
  listTemplates,
  previewMessage,
  previewTextMessage,
  resolveMessage,
  sendMessage,
  sendTextMessage,
  unwrap,
  type MessageOptionsDto,
  type MessagePreviewDto,
  type PreviewMessageDto,
  type SendMessageDto,
  type TextOptionsDto,
  type WriteTextDto,
} from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type MessageOptions = MessageOptionsDto;
export type MessagePreview = MessagePreviewDto;
export type NewMessage = SendMessageDto;
export type MessageContent = PreviewMessageDto;
export type TextOptions = TextOptionsDto;
export type NewText = WriteTextDto;

/** Asked again each time someone begins to write: senders and addresses change. */
export function useMessageOptions(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'messages', contactId, 'options'),
    queryFn: ({ signal }) => unwrap(getMessageOptions({ path: { workspaceId, id: contactId }, signal })),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useMessagePreview(workspaceId: string, contactId: string, content: MessageContent) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'messages', contactId, 'preview', content),
    queryFn: ({ signal }) => unwrap(previewMessage({ path: { workspaceId, id: contactId }, body: content, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    retry: false,
  });
}

/** As `useMessageOptions`. */
export function useTextOptions(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'messages', contactId, 'textOptions'),
    queryFn: ({ signal }) => unwrap(getTextOptions({ path: { workspaceId, id: contactId }, signal })),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useTextPreview(workspaceId: string, contactId: string, content: NewText) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'messages', contactId, 'textPreview', content),
    queryFn: ({ signal }) => unwrap(previewTextMessage({ path: { workspaceId, id: contactId }, body: content, signal })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    retry: false,
    enabled: content.text.trim() !== '',
  });
}

/** The templates that match, the newest first. */
export function useTemplateChoices(workspaceId: string, search: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'templates', 'choices', search),
    queryFn: async ({ signal }) =>
      (await unwrap(listTemplates({ path: { workspaceId }, query: { ...(search ? { search } : {}), limit: 20 }, signal }))).items,
    placeholderData: keepPreviousData,
  });
}

export function useReadTemplate(workspaceId: string) {
  return useServerMutation({ mutationFn: (id: string) => unwrap(getTemplate({ path: { workspaceId, id } })) });
}

function useMessagesChanged(workspaceId: string, contactId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'timeline', contactId) });
}

export function useSendMessage(workspaceId: string, contactId: string) {
  return useServerMutation({
    mutationFn: (body: NewMessage) => unwrap(sendMessage({ path: { workspaceId, id: contactId }, body })),
    onSuccess: useMessagesChanged(workspaceId, contactId),
  });
}

export function useSendText(workspaceId: string, contactId: string) {
  return useServerMutation({
    mutationFn: (body: NewText) => unwrap(sendTextMessage({ path: { workspaceId, id: contactId }, body })),
    onSuccess: useMessagesChanged(workspaceId, contactId),
  });
}

export function useCancelMessage(workspaceId: string, contactId: string) {
  return useServerMutation({
    mutationFn: (messageId: string) => unwrap(cancelMessage({ path: { workspaceId, id: contactId, messageId } })),
    onSuccess: useMessagesChanged(workspaceId, contactId),
  });
}

export function useResolveMessage(workspaceId: string, contactId: string) {
  return useServerMutation({
    mutationFn: ({ messageId, outcome }: { messageId: string; outcome: 'sent' | 'notSent' }) =>
      unwrap(resolveMessage({ path: { workspaceId, id: contactId, messageId }, body: { outcome } })),
    onSuccess: useMessagesChanged(workspaceId, contactId),
  });
}
