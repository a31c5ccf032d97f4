import '@mantine/dates/styles.layer.css';
import { Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useMemo } from 'react';
import { usePreferences } from '../../shared/preferences/Preferences';
import classes from './Composer.module.css';
import { describeSchedule } from './scheduleWords';
import type { CampaignDraftModel } from './useCampaignDraft';
import { allZones, localTimeOf, offsetWord, placeOf, tomorrowMorning, viewerZone } from './zonedTime';

/** Now, or at a wall time where the readers are. In words too, for whoever sits elsewhere. */
export function ScheduleFields({ draft, homeZone }: { draft: CampaignDraftModel; homeZone: string }) {
  const { schedule } = draft.values;
  const { firstDayOfWeek } = usePreferences();
  const reader = viewerZone();
  const zone = schedule.timeZone ?? homeZone;
  const choose = (kind: string) => {
    const schedule =
      kind === 'now'
        ? { kind: 'now' as const }
        : { kind: 'at' as const, localTime: tomorrowMorning(new Date(), homeZone), timeZone: homeZone };
    draft.change({ schedule });
  };
  const setAt = (patch: { localTime?: string; timeZone?: string }) =>
    draft.change({ schedule: { kind: 'at', localTime: schedule.localTime, timeZone: zone, ...patch } });
  const [date = '', time = '09:00'] = (schedule.localTime ?? '').split('T');
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
        <div className={classes.when}>
          <DatePickerInput
            label="Day"
            value={date || null}
            onChange={(next) => next && setAt({ localTime: `${next}T${time}` })}
            valueFormat="ddd, D MMM YYYY"
            minDate={localTimeOf(new Date(), zone).slice(0, 10)}
            firstDayOfWeek={firstDayOfWeek}
            leftSection={<IconCalendar size={15} aria-hidden />}
            popoverProps={{ shadow: 'md' }}
            data-path="schedule.localTime"
          />
          <TextInput
            label="Time"
            type="time"
            required
            withAsterisk={false}
            value={time}
            onChange={(event) => event.currentTarget.value && setAt({ localTime: `${date}T${event.currentTarget.value}` })}
          />
          <ZoneSelect value={zone} onChange={(timeZone) => setAt({ timeZone })} />
        </div>
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

function ZoneSelect({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  const data = useMemo(() => {
    const now = new Date();
    const zones = allZones();
    const known = zones.includes(value) ? zones : [value, ...zones];
    return known.map((zone) => ({
      value: zone,
      label: `${placeOf(zone)} (${zone === placeOf(zone) ? '' : `${zone.split('/')[0]}, `}${offsetWord(zone, now)})`,
    }));
  }, [value]);
  return (
    <Select
      label="Time zone"
      searchable
      allowDeselect={false}
      data={data}
      value={value}
      onChange={(next) => next && onChange(next)}
      nothingFoundMessage="No zone has this name; try a larger city"
      limit={60}
      data-path="schedule.timeZone"
    />
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
