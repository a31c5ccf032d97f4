import {
  createList,
  listStageContacts,
  listStages,
  moveToStage,
  orderStages,
  unwrap,
  type ListStagesData,
  type StageContactDto,
  type StageDto,
} from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type Stage = StageDto;
export type StageContact = StageContactDto;
/** Whom the board shows, as the API filters contacts. */
export type BoardFilter = NonNullable<ListStagesData['query']>;

const PAGE = 30;
/** An import tells of each step: the board is not asked for more often than that. */
const NEWS_PAUSE = 1_000;

const boardKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'board', ...rest);

/** The columns from left to right, with their counts. */
export function useStages(workspaceId: string, filter: BoardFilter) {
  return useQuery({
    queryKey: boardKey(workspaceId, 'stages', filter),
    queryFn: ({ signal }) => unwrap(listStages({ path: { workspaceId }, query: filter, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Who is on a stage, whoever came last first. */
export function useStageContacts(workspaceId: string, stageId: string, filter: BoardFilter) {
  return useKeysetRows({
    queryKey: boardKey(workspaceId, 'contacts', stageId, filter),
    fetchPage: (cursor, signal) =>
      unwrap(
        listStageContacts({
          path: { workspaceId, id: stageId },
          query: { ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
    keepsAll: true,
  });
}

/** Asks for the board again; done once it is here. */
export function useReloadBoard(workspaceId: string) {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(['board', 'lists'].map((domain) => queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) })));
}

/** Follows what others do, while the board is open. */
export function useBoardNews(workspaceId: string): void {
  const reload = useReloadBoard(workspaceId);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useWorkspaceEvents({
    'lists.changed': () => {
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        void reload();
      }, NEWS_PAUSE);
    },
  });
}

export interface StageMoveInput {
  contactId: string;
  /** Null: off the stage it is on. */
  stageId: string | null;
  /** Takes the last move back, with the time that was spent on the stage. */
  undo?: boolean;
}

/** What shows a contact with its stage is asked for again; the board itself by whoever has moved a card on it. */
export function useMoveToStage(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ contactId, stageId, undo }: StageMoveInput) =>
      unwrap(moveToStage({ path: { workspaceId, id: contactId }, body: { stageId, ...(undo ? { undo } : {}) } })),
    onSettled: () =>
      void Promise.all(
        ['contacts', 'dashboard', 'timeline', 'listHistory'].map((domain) =>
          queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) }),
        ),
      ),
  });
}

export function useOrderStages(workspaceId: string) {
  return useServerMutation({
    mutationFn: (stageIds: string[]) => unwrap(orderStages({ path: { workspaceId }, body: { stageIds } })),
  });
}

/** Days after which a contact is stuck, where that makes sense. */
const FIRST_STAGES = [
  { name: 'New', stuckAfterDays: 7 },
  { name: 'Talking', stuckAfterDays: 14 },
  { name: 'Customer', stuckAfterDays: null },
] as const;

/** Stages to begin with. One that exists already, from a try that stopped halfway, is left as it is. */
export function useCreateFirstStages(workspaceId: string) {
  const reload = useReloadBoard(workspaceId);
  return useServerMutation({
    mutationFn: async () => {
      for (const stage of FIRST_STAGES) await unwrap(createList({ path: { workspaceId }, body: { ...stage, isPrimary: true } }));
    },
    onSettled: reload,
  });
}
