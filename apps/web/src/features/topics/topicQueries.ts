import {
  archiveTopic,
  createTopic,
  type CreateTopicDto,
  listTopics,
  orderTopics,
  restoreTopic,
  type TopicDto,
  unwrap,
  updateTopic,
  type UpdateTopicDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type Topic = TopicDto;

const topicsKey = (workspaceId: string) => workspaceKey(workspaceId, 'topics');

function useTopicsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: topicsKey(workspaceId) });
}

/** Archived ones too, in their order. */
export function useAllTopics(workspaceId: string) {
  return useQuery({ queryKey: topicsKey(workspaceId), queryFn: () => readTopics(workspaceId) });
}

function readTopics(workspaceId: string): Promise<Topic[]> {
  return unwrap(listTopics({ path: { workspaceId } }));
}

/** The topic as it is now; undefined when it is gone. */
export async function readTopicAnew(workspaceId: string, id: string): Promise<Topic | undefined> {
  return (await readTopics(workspaceId)).find((topic) => topic.id === id);
}

export function useCreateTopic(workspaceId: string) {
  const changed = useTopicsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: CreateTopicDto) => unwrap(createTopic({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

export function useUpdateTopic(workspaceId: string) {
  const changed = useTopicsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, ...body }: { id: string } & UpdateTopicDto) => unwrap(updateTopic({ path: { workspaceId, id }, body })),
    onSuccess: changed,
  });
}

export function useArchiveTopic(workspaceId: string) {
  const changed = useTopicsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, isArchived }: { id: string; isArchived: boolean }) =>
      unwrap((isArchived ? archiveTopic : restoreTopic)({ path: { workspaceId, id } })),
    onSuccess: changed,
  });
}

export function useOrderTopics(workspaceId: string) {
  const changed = useTopicsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (topicIds: string[]) => unwrap(orderTopics({ path: { workspaceId }, body: { topicIds } })),
    onSettled: changed,
  });
}
