import { Group, Radio, Stack, Text } from '@mantine/core';
import { WallTimeInput } from '../../shared/form/WallTimeInput';
import { shownTimeZone } from '../../shared/format/format';
import { tomorrowMorning } from '../../shared/format/timeZones';
import { describeSchedule } from './scheduleWords';
import type { CampaignDraftModel } from './useCampaignDraft';

/** Now, or at a wall time where the readers are. In words too, for whoever sits elsewhere. */
export function ScheduleFields({ draft, homeZone }: { draft: CampaignDraftModel; homeZone: string }) {
  const { schedule } = draft.values;
  const reader = shownTimeZone();
  const zone = schedule.timeZone ?? homeZone;
  const choose = (kind: string) => {
    const schedule =
      kind === 'now'
        ? { kind: 'now' as const }
        : { kind: 'at' as const, localTime: tomorrowMorning(new Date(), homeZone), timeZone: homeZone };
    draft.change({ schedule });
  };
  const words = describeSchedule(schedule, reader, new Date());
  const error = draft.errors['schedule.localTime'] ?? draft.errors['schedule.timeZone'] ?? draft.errors.schedule;
  return (
    <>
      <Radio.Group value={schedule.kind} onChange={choose} aria-label="When it starts">
        <Group gap="xl">
          <Radio value="now" label="As soon as it is sent" />
          <Radio value="at" label="At a time" />
        </Group>
      </Radio.Group>
      {schedule.kind === 'at' && (
        <WallTimeInput
          wallTime={schedule.localTime ?? ''}
          timeZone={zone}
          onChange={({ wallTime, timeZone }) =>
            draft.change({ schedule: { kind: 'at', localTime: wallTime ?? schedule.localTime, timeZone: timeZone ?? zone } })
          }
          paths={{ wallTime: 'schedule.localTime', timeZone: 'schedule.timeZone' }}
        />
      )}
      {words && (
        <Stack gap={2} aria-live="polite">
          <Text fw={schedule.kind === 'at' ? 500 : 400} c={schedule.kind === 'now' ? 'dimmed' : undefined}>
            {words.start}.
          </Text>
          {words.forYou && <Text c="dimmed">{capitalized(words.forYou)}.</Text>}
          {words.caution && <Text c="var(--rp-caution)">{words.caution}</Text>}
        </Stack>
      )}
      {error && (
        <Text c="var(--rp-negative)" role="alert">
          {error}
        </Text>
      )}
    </>
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
