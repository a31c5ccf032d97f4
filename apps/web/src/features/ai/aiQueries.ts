import {
  askAi,
  decideAi,
  getAiSettings,
  listAiRequests,
  listCustomFields,
  setAiSettings,
  streamAiRequest,
  testAi,
  unwrap,
  type AiFindingDto,
  type AiPieceDto,
  type AiRequestDto,
  type AiSettingsDto,
  type AiSourceDto,
  type AskAiDto,
  type DecideAiDto,
  type SetAiSettingsDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type AiSettings = AiSettingsDto;
export type AiPiece = AiPieceDto;
export type AiFinding = AiFindingDto;
export type AiSource = AiSourceDto;
export type AiAnswer = AiRequestDto;
export type AiQuestion = AskAiDto;
export type AiTask = AskAiDto['task'];
export type AiField = AiSettings['allowedFields'][number];

const settingsKey = (workspaceId: string) => workspaceKey(workspaceId, 'ai', 'settings');

export function useAiSettings(workspaceId: string) {
  return useQuery({
    queryKey: settingsKey(workspaceId),
    queryFn: ({ signal }) => unwrap(getAiSettings({ path: { workspaceId }, signal })),
  });
}

export function useSetAiSettings(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (body: SetAiSettingsDto) => unwrap(setAiSettings({ path: { workspaceId }, body })),
    onSuccess: (settings) => queryClient.setQueryData(settingsKey(workspaceId), settings),
  });
}

/** What a workspace has entered, as it is sent again with a change of one thing. */
export function storedSettings({ keySetAt: _at, hasKey: _has, isReady: _ready, reason: _reason, usage: _usage, ...stored }: AiSettings) {
  return stored;
}

/** Whether a workspace has said what may leave of its contacts. */
export function mayAskAboutContacts({ allowedFields, allowedCustomFields }: AiSettings): boolean {
  return allowedFields.length > 0 || allowedCustomFields.length > 0;
}

/** Custom fields that may leave at all. */
export function useAiCustomFields(workspaceId: string) {
  const fields = useQuery({
    queryKey: workspaceKey(workspaceId, 'customFields', 'ai'),
    queryFn: ({ signal }) => unwrap(listCustomFields({ path: { workspaceId }, signal })),
  });
  return (fields.data ?? []).filter(({ fieldType }) => fieldType !== 'email' && fieldType !== 'phone');
}

export function useAiQuestions(workspaceId: string) {
  return useKeysetRows({
    queryKey: workspaceKey(workspaceId, 'ai', 'questions'),
    fetchPage: (cursor, signal) =>
      unwrap(listAiRequests({ path: { workspaceId }, query: { limit: 20, ...(cursor ? { cursor } : {}) }, signal })),
    keepsAll: true,
    staleTime: 0,
  });
}

export function useTestAi(workspaceId: string) {
  return useServerMutation({ mutationFn: () => unwrap(testAi({ path: { workspaceId } })) });
}

export function useDecideAi(workspaceId: string) {
  return useServerMutation({
    mutationFn: ({ id, ...body }: DecideAiDto & { id: string }) => unwrap(decideAi({ path: { workspaceId, id }, body })),
  });
}

export type AnswerState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'writing'; readonly pieces: readonly Pick<AiPiece, 'kind' | 'text'>[] }
  | { readonly kind: 'done'; readonly answer: AiAnswer }
  | { readonly kind: 'failed'; readonly problem: string };

const LOST = 'The connection to the server broke before the answer was complete. Ask again.';

/** Asks, and shows the answer as it is written. Leaving the page, asking again and `cancel` stop the question. */
export function useAiAnswer(workspaceId: string) {
  const [state, setState] = useState<AnswerState>({ kind: 'idle' });
  const current = useRef<AbortController | null>(null);
  const queryClient = useQueryClient();
  const stop = useCallback(() => {
    current.current?.abort();
    current.current = null;
  }, []);
  useEffect(() => stop, [stop]);
  const cancel = () => {
    stop();
    setState({ kind: 'idle' });
  };
  /** @throws ApiError where the question is not taken */
  const ask = async (body: AiQuestion) => {
    stop();
    const running = new AbortController();
    current.current = running;
    setState({ kind: 'writing', pieces: [] });
    const show = (next: AnswerState) => {
      if (current.current === running) setState(next);
    };
    try {
      const { id } = await unwrap(askAi({ path: { workspaceId }, body }));
      if (!running.signal.aborted) await follow(workspaceId, id, running.signal, show);
    } catch (error) {
      show({ kind: 'idle' });
      if (!running.signal.aborted) throw error;
    } finally {
      void queryClient.invalidateQueries({ queryKey: settingsKey(workspaceId) });
    }
  };
  return { state, ask, cancel };
}

async function follow(workspaceId: string, id: string, signal: AbortSignal, show: (state: AnswerState) => void): Promise<void> {
  let isOver = false;
  const { stream } = await streamAiRequest({
    path: { workspaceId, id },
    signal,
    // A second reader would not make it go on.
    sseMaxRetryAttempts: 1,
    onSseEvent: ({ event, data }) => {
      const answer = data as unknown as AiAnswer;
      if (event === 'text') show({ kind: 'writing', pieces: answer.pieces });
      if (event === 'done' || event === 'failed') isOver = true;
      if (event === 'done') show({ kind: 'done', answer });
      if (event === 'failed') show({ kind: 'failed', problem: answer.problem ?? LOST });
    },
  });
  // Reading makes it come; what comes is told above.
  while (!isOver && !(await stream.next()).done);
  if (!isOver && !signal.aborted) show({ kind: 'failed', problem: LOST });
}
