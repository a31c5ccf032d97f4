import '@mantine/dates/styles.layer.css';
import { Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { wallTimeOf } from '@rapport/common';
import { IconCalendar } from '@tabler/icons-react';
import { useMemo } from 'react';
import { timeZoneOptions } from '../format/timeZones';
import { usePreferences } from '../preferences/Preferences';
import classes from './WallTimeInput.module.css';

interface Props {
  /** `2026-11-24T09:00`; empty before a day is chosen. */
  readonly wallTime: string;
  readonly timeZone: string;
  readonly onChange: (patch: { wallTime?: string; timeZone?: string }) => void;
  /** Where the server's errors belong: `data-path` of the day and of the zone. */
  readonly paths: { readonly wallTime: string; readonly timeZone: string };
}

/** A day from today on, a time of day, and the zone whose clocks are meant. */
export function WallTimeInput({ wallTime, timeZone, onChange, paths }: Props) {
  const { firstDayOfWeek } = usePreferences();
  const zones = useMemo(() => timeZoneOptions(new Date(), timeZone), [timeZone]);
  const [date = '', time = '09:00'] = wallTime.split('T');
  return (
    <div className={classes.row}>
      <DatePickerInput
        label="Day"
        value={date || null}
        onChange={(next) => next && onChange({ wallTime: `${next}T${time}` })}
        valueFormat="ddd, D MMM YYYY"
        minDate={wallTimeOf(new Date(), timeZone).slice(0, 10)}
        firstDayOfWeek={firstDayOfWeek}
        leftSection={<IconCalendar size={15} aria-hidden />}
        popoverProps={{ shadow: 'md' }}
        data-path={paths.wallTime}
      />
      <TextInput
        label="Time"
        type="time"
        required
        withAsterisk={false}
        value={time}
        onChange={(event) => event.currentTarget.value && onChange({ wallTime: `${date}T${event.currentTarget.value}` })}
      />
      <Select
        label="Time zone"
        searchable
        allowDeselect={false}
        data={zones}
        value={timeZone}
        onChange={(next) => next && onChange({ timeZone: next })}
        nothingFoundMessage="No matching time zones. Try a larger city."
        limit={60}
        data-path={paths.timeZone}
      />
    </div>
  );
}
