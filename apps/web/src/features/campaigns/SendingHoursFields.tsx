import { Checkbox, Chip, Group, Select, Stack, TextInput } from '@mantine/core';
import { RULE_WEEKDAYS, weekdayName, type RuleWeekday } from '@rapport/common';
import { useMemo } from 'react';
import { timeZoneOptions } from '../../shared/format/timeZones';
import type { Schedule } from './campaignQueries';
import classes from './SendingHoursFields.module.css';

interface SendingHoursFieldsProps {
  schedule: Schedule;
  /** Of the schedule, or where the workspace is. */
  zone: string;
  errors: Readonly<Record<string, string>>;
  onChange: (schedule: Schedule) => void;
}

type SendingHours = NonNullable<Schedule['hours']>;

const OFFICE_HOURS: SendingHours = { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', until: '18:00' };

/** The days and times of day in which the campaign is sent. A start without a time of its own asks for the zone here. */
export function SendingHoursFields({ schedule, zone, errors, onChange }: SendingHoursFieldsProps) {
  const { hours, ...rest } = schedule;
  // Without hours nothing of a start at once depends on a zone.
  const unzoned = { ...rest, timeZone: undefined, zones: undefined, zoneField: undefined };
  const toggle = (isOn: boolean) => {
    if (isOn) onChange({ ...schedule, timeZone: zone, hours: OFFICE_HOURS });
    else if (schedule.kind === 'now') onChange(unzoned);
    else onChange(rest);
  };
  return (
    <Stack gap="sm">
      <Checkbox
        label="Send only during certain hours"
        description="Outside these hours the campaign rests. It continues when they start again."
        checked={hours !== undefined}
        onChange={(event) => toggle(event.currentTarget.checked)}
      />
      {hours && (
        <Hours
          hours={hours}
          zone={schedule.kind === 'now' ? zone : null}
          errors={errors}
          onChange={(patch) => onChange({ ...schedule, hours: { ...hours, ...patch } })}
          onZone={(timeZone) => onChange({ ...schedule, timeZone })}
        />
      )}
    </Stack>
  );
}

interface HoursProps {
  hours: SendingHours;
  /** Null: it is asked for with the start. */
  zone: string | null;
  errors: Readonly<Record<string, string>>;
  onChange: (patch: Partial<SendingHours>) => void;
  onZone: (timeZone: string) => void;
}

function Hours({ hours, zone, errors, onChange, onZone }: HoursProps) {
  const { days, from, until } = hours;
  return (
    <>
      <Chip.Group multiple value={[...days]} onChange={(next) => next.length > 0 && onChange({ days: next as RuleWeekday[] })}>
        <Group gap={6} role="group" aria-label="Days on which it is sent" data-path="schedule.hours.days">
          {RULE_WEEKDAYS.map((day) => (
            <Chip key={day} value={day} size="sm">
              {weekdayName(day)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <div className={classes.times}>
        <TextInput
          label="From"
          type="time"
          required
          withAsterisk={false}
          value={from}
          onChange={(event) => event.currentTarget.value && onChange({ from: event.currentTarget.value })}
          error={errors['schedule.hours.from']}
          data-path="schedule.hours.from"
        />
        <TextInput
          label={until < from && until !== '00:00' ? 'Until, the next day' : 'Until'}
          type="time"
          required
          withAsterisk={false}
          value={until}
          onChange={(event) => event.currentTarget.value && onChange({ until: event.currentTarget.value })}
          error={errors['schedule.hours.until']}
          data-path="schedule.hours.until"
        />
        {zone !== null && <ZoneSelect zone={zone} onChange={onZone} />}
      </div>
    </>
  );
}

function ZoneSelect({ zone, onChange }: { zone: string; onChange: (timeZone: string) => void }) {
  const zones = useMemo(() => timeZoneOptions(new Date(), zone), [zone]);
  return (
    <Select
      label="Time zone"
      searchable
      allowDeselect={false}
      data={zones}
      value={zone}
      onChange={(next) => next && onChange(next)}
      nothingFoundMessage="No matching time zones. Try a larger city."
      limit={60}
      data-path="schedule.timeZone"
    />
  );
}
