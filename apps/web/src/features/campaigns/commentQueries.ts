import {
  commentOnCampaign,
  deleteCampaignComment,
  editCampaignComment,
  listCampaignComments,
  reopenCampaignComment,
  resolveCampaignComment,
  unwrap,
  type CommentDto,
  type CreateCommentDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { campaignsKey } from './campaignQueries';

export type Comment = CommentDto;
export type NewComment = CreateCommentDto;
export type CommentPart = NonNullable<Comment['part']>;

const commentsKey = (workspaceId: string, campaignId: string) => campaignsKey(workspaceId, 'comments', campaignId);

/** All of a campaign, oldest first; kept up to date while the page is open. */
export function useComments(workspaceId: string, campaignId: string) {
  const queryClient = useQueryClient();
  const queryKey = commentsKey(workspaceId, campaignId);
  useWorkspaceEvents({
    'campaign.comments': ({ id }) => {
      if (id === campaignId) void queryClient.invalidateQueries({ queryKey });
    },
  });
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => unwrap(listCampaignComments({ path: { workspaceId, id: campaignId }, signal })),
  });
}

function useReadAnew(workspaceId: string, campaignId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: commentsKey(workspaceId, campaignId) });
}

export function useWriteComment(workspaceId: string, campaignId: string) {
  return useServerMutation({
    mutationFn: (body: NewComment) => unwrap(commentOnCampaign({ path: { workspaceId, id: campaignId }, body })),
    onSettled: useReadAnew(workspaceId, campaignId),
  });
}

export function useEditComment(workspaceId: string, campaignId: string, commentId: string) {
  return useServerMutation({
    mutationFn: (text: string) => unwrap(editCampaignComment({ path: { workspaceId, id: campaignId, commentId }, body: { text } })),
    onSettled: useReadAnew(workspaceId, campaignId),
  });
}

export function useDeleteComment(workspaceId: string, campaignId: string, commentId: string) {
  return useServerMutation({
    mutationFn: () => unwrap(deleteCampaignComment({ path: { workspaceId, id: campaignId, commentId } })),
    onSettled: useReadAnew(workspaceId, campaignId),
  });
}

/** A thread, by its first comment. */
export function useResolveThread(workspaceId: string, campaignId: string, commentId: string) {
  const path = { workspaceId, id: campaignId, commentId };
  return useServerMutation({
    mutationFn: (isResolved: boolean) => unwrap(isResolved ? resolveCampaignComment({ path }) : reopenCampaignComment({ path })),
    onSettled: useReadAnew(workspaceId, campaignId),
  });
}
