import { Group, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { WallTimeInput } from '../../shared/form/WallTimeInput';
import { shownTimeZone } from '../../shared/format/format';
import { tomorrowMorning } from '../../shared/format/timeZones';
import type { Campaign } from './campaignQueries';
import { NextDates } from './NextDates';
import { weeklyFrom } from './recurrence';
import { RecipientZonesFields } from './RecipientZonesFields';
import { RecurrenceFields } from './RecurrenceFields';
import { describeSchedule } from './scheduleWords';
import { SendingHoursFields } from './SendingHoursFields';
import type { CampaignDraftModel } from './useCampaignDraft';

interface ScheduleFieldsProps {
  draft: CampaignDraftModel;
  homeZone: string;
  /** Of what is saved. */
  nextDates: Campaign['nextDates'];
}

/** Now, at a wall time where the readers are, or again and again. In words too, for whoever sits elsewhere. */
export function ScheduleFields({ draft, homeZone, nextDates }: ScheduleFieldsProps) {
  const { schedule } = draft.values;
  const reader = shownTimeZone();
  const zone = schedule.timeZone ?? homeZone;
  const choose = (kind: string) => {
    const time = { localTime: schedule.localTime ?? tomorrowMorning(new Date(), homeZone), timeZone: zone };
    const { hours, perHour } = schedule;
    // A start at once without hours has one zone.
    const byZone = kind !== 'now' || hours ? { zones: schedule.zones, zoneField: schedule.zoneField } : {};
    const pace = { ...byZone, ...(hours ? { hours, timeZone: zone } : {}), ...(perHour === undefined ? {} : { perHour }) };
    if (kind === 'now') draft.change({ schedule: { kind, ...pace } });
    else draft.change({ schedule: { ...(kind === 'recurring' ? weeklyFrom(time) : { kind: 'at', ...time }), ...pace } });
  };
  const words = describeSchedule(schedule, reader, new Date());
  const error =
    draft.errors['schedule.localTime'] ?? draft.errors['schedule.timeZone'] ?? draft.errors['schedule.rule'] ?? draft.errors.schedule;
  return (
    <>
      <Radio.Group value={schedule.kind} onChange={choose} aria-label="When it starts">
        <Group gap="xl">
          <Radio value="now" label="As soon as it is sent" />
          <Radio value="at" label="At a time" />
          <Radio value="recurring" label="Recurring" />
        </Group>
      </Radio.Group>
      {schedule.kind !== 'now' && (
        <WallTimeInput
          wallTime={schedule.localTime ?? ''}
          timeZone={zone}
          onChange={({ wallTime, timeZone }) =>
            draft.change({ schedule: { ...schedule, localTime: wallTime ?? schedule.localTime, timeZone: timeZone ?? zone } })
          }
          paths={{ wallTime: 'schedule.localTime', timeZone: 'schedule.timeZone' }}
        />
      )}
      {schedule.kind === 'recurring' && (
        <RecurrenceFields schedule={schedule} onChange={(patch) => draft.change({ schedule: { ...schedule, ...patch } })} />
      )}
      <SendingHoursFields schedule={schedule} zone={zone} errors={draft.errors} onChange={(next) => draft.change({ schedule: next })} />
      {(schedule.kind !== 'now' || schedule.hours) && (
        <RecipientZonesFields schedule={schedule} zone={zone} errors={draft.errors} onChange={(next) => draft.change({ schedule: next })} />
      )}
      <NumberInput
        label="Messages per hour"
        description="Spread evenly. Leave empty for no limit."
        placeholder="No limit"
        maw={280}
        min={1}
        max={100_000}
        allowDecimal={false}
        thousandSeparator=","
        value={schedule.perHour ?? ''}
        onChange={(value) => {
          const { perHour: _before, ...rest } = schedule;
          draft.change({ schedule: typeof value === 'number' ? { ...rest, perHour: value } : rest });
        }}
        error={draft.errors['schedule.perHour']}
        data-path="schedule.perHour"
      />
      {words && (
        <Stack gap={2} aria-live="polite">
          <Text fw={schedule.kind === 'now' ? 400 : 500} c={schedule.kind === 'now' ? 'dimmed' : undefined}>
            {words.start}.
          </Text>
          {schedule.kind === 'recurring' && (
            <>
              <NextDates dates={draft.state.kind === 'saved' ? nextDates : []} isSaving={draft.state.kind !== 'saved'} />
              <Text c="dimmed">
                Where the clocks skip this time in spring, it goes out later that day; where it comes twice, at the first.
              </Text>
            </>
          )}
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
