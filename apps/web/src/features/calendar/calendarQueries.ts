import { getCalendar, getCampaign, unwrap, updateCampaign, withdrawApproval, type CalendarDto, type CampaignDto } from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { movedBy } from './calendarDays';

export type CalendarEntry = CalendarDto['entries'][number];

const calendarKey = (workspaceId: string, ...rest: readonly string[]) => workspaceKey(workspaceId, 'campaigns', 'calendar', ...rest);

export function useCalendar(workspaceId: string, { from, to }: { from: string; to: string }) {
  return useQuery({
    queryKey: calendarKey(workspaceId, from, to),
    queryFn: ({ signal }) => unwrap(getCalendar({ path: { workspaceId }, query: { from, to }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Keeps the calendar true while campaigns start and end. */
export function useLiveCalendar(workspaceId: string) {
  const queryClient = useQueryClient();
  useWorkspaceEvents({ 'campaign.changed': () => void queryClient.invalidateQueries({ queryKey: calendarKey(workspaceId) }) });
}

/** To a day so many days later. What is approved becomes a draft, because its schedule is part of the approval. */
export function useMoveCampaign(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: async ({ id, days }: { id: string; days: number }): Promise<CampaignDto> => {
      const path = { workspaceId, id };
      const before = await unwrap(getCampaign({ path }));
      const { version, schedule } = before.status === 'scheduled' ? await unwrap(withdrawApproval({ path })) : before;
      const localTime = movedBy(schedule.localTime ?? '', days);
      return unwrap(updateCampaign({ path, body: { version, schedule: { ...schedule, localTime } } }));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'campaigns') }),
  });
}
