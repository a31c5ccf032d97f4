import { Checkbox, Chip, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import {
  positionWord,
  RULE_WEEKDAYS,
  WEEK_POSITIONS,
  weekdayName,
  writeRecurrence,
  type Recurrence,
  type RuleWeekday,
  type WeekPosition,
} from '@rapport/common';
import type { Schedule } from './campaignQueries';
import { byUnit, recurrenceOf } from './recurrence';

interface RecurrenceFieldsProps {
  schedule: Schedule;
  onChange: (patch: Partial<Schedule>) => void;
}

const LONGEST: Readonly<Record<Recurrence['frequency'], number>> = { DAILY: 99, WEEKLY: 52, MONTHLY: 12 };

/** How often it repeats, on which days, and until when. */
export function RecurrenceFields({ schedule, onChange }: RecurrenceFieldsProps) {
  const recurrence = recurrenceOf(schedule);
  const { frequency, interval } = recurrence;
  const localTime = schedule.localTime ?? '';
  const change = (patch: Partial<Recurrence>) => onChange({ rule: writeRecurrence({ ...recurrence, ...patch }) });
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <NumberInput
          label="Repeat every"
          w={110}
          min={1}
          max={LONGEST[frequency]}
          allowDecimal={false}
          value={interval}
          onChange={(value) => Number.isInteger(value) && Number(value) >= 1 && change({ interval: Number(value) })}
          data-path="schedule.rule"
        />
        <Select
          label="Unit"
          w={130}
          allowDeselect={false}
          data={[
            { value: 'DAILY', label: interval === 1 ? 'day' : 'days' },
            { value: 'WEEKLY', label: interval === 1 ? 'week' : 'weeks' },
            { value: 'MONTHLY', label: interval === 1 ? 'month' : 'months' },
          ]}
          value={frequency}
          onChange={(next) => next && onChange({ rule: writeRecurrence(byUnit(recurrence, next as Recurrence['frequency'], localTime)) })}
        />
        {frequency === 'MONTHLY' && <MonthDay recurrence={recurrence} localTime={localTime} onChange={change} />}
        <End recurrence={recurrence} localTime={localTime} onChange={change} />
      </Group>
      {frequency === 'WEEKLY' && (
        <Chip.Group
          multiple
          value={[...recurrence.weekdays]}
          onChange={(days) => days.length > 0 && change({ weekdays: days as RuleWeekday[] })}
        >
          <Group gap={6} role="group" aria-label="Weekdays">
            {RULE_WEEKDAYS.map((day) => (
              <Chip key={day} value={day} size="sm">
                {weekdayName(day)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      <Checkbox
        label="Move dates on a weekend to Monday"
        checked={schedule.weekends === 'monday'}
        onChange={(event) => onChange({ weekends: event.currentTarget.checked ? 'monday' : 'send' })}
      />
      <Checkbox
        label="Only people who have not had a message of this series"
        description="For welcome messages: each contact gets it once. Otherwise all contacts of the audience get each message."
        checked={schedule.onlyNew ?? false}
        onChange={(event) => onChange({ onlyNew: event.currentTarget.checked })}
      />
    </Stack>
  );
}

interface PartProps {
  recurrence: Recurrence;
  localTime: string;
  onChange: (patch: Partial<Recurrence>) => void;
}

function MonthDay({ recurrence, localTime, onChange }: PartProps) {
  const day = recurrence.monthDay !== null && recurrence.monthDay > 0 ? recurrence.monthDay : Number(localTime.slice(8, 10)) || 1;
  const value = recurrence.nth ? 'nth' : recurrence.monthDay === -1 ? 'last' : 'day';
  const nth = recurrence.nth ?? { position: 1 as WeekPosition, weekday: 'MO' as RuleWeekday };
  const choose = (next: string | null) => {
    if (next === 'nth') onChange({ nth, monthDay: null });
    if (next === 'last') onChange({ nth: null, monthDay: -1 });
    if (next === 'day') onChange({ nth: null, monthDay: day });
  };
  return (
    <>
      <Select
        label="On"
        w={150}
        allowDeselect={false}
        data={[
          { value: 'day', label: 'a day' },
          { value: 'last', label: 'the last day' },
          { value: 'nth', label: 'a weekday' },
        ]}
        value={value}
        onChange={choose}
      />
      {value === 'day' && (
        <NumberInput
          label="Day of the month"
          w={130}
          min={1}
          max={31}
          allowDecimal={false}
          value={day}
          description={day > 28 ? 'Months without this day are left out' : undefined}
          inputWrapperOrder={['label', 'input', 'description']}
          onChange={(next) => Number.isInteger(next) && Number(next) >= 1 && onChange({ monthDay: Number(next) })}
        />
      )}
      {value === 'nth' && (
        <>
          <Select
            label="Which"
            w={110}
            allowDeselect={false}
            data={WEEK_POSITIONS.map((position) => ({ value: String(position), label: positionWord(position) }))}
            value={String(nth.position)}
            onChange={(next) => next && onChange({ nth: { ...nth, position: Number(next) as WeekPosition } })}
          />
          <Select
            label="Weekday"
            w={130}
            allowDeselect={false}
            data={RULE_WEEKDAYS.map((weekday) => ({ value: weekday, label: weekdayName(weekday) }))}
            value={nth.weekday}
            onChange={(next) => next && onChange({ nth: { ...nth, weekday: next as RuleWeekday } })}
          />
        </>
      )}
    </>
  );
}

function End({ recurrence: { count, until }, localTime, onChange }: PartProps) {
  const value = count !== null ? 'count' : until !== null ? 'until' : 'never';
  const choose = (next: string | null) =>
    onChange({ count: next === 'count' ? (count ?? 10) : null, until: next === 'until' ? (until ?? localTime.slice(0, 10)) : null });
  return (
    <>
      <Select
        label="Ends"
        w={130}
        allowDeselect={false}
        data={[
          { value: 'never', label: 'never' },
          { value: 'count', label: 'after' },
          { value: 'until', label: 'on a day' },
        ]}
        value={value}
        onChange={choose}
      />
      {count !== null && (
        <NumberInput
          label="Number of dates"
          w={130}
          min={1}
          max={1_000}
          allowDecimal={false}
          value={count}
          onChange={(next) => Number.isInteger(next) && Number(next) >= 1 && onChange({ count: Number(next) })}
        />
      )}
      {until !== null && (
        <TextInput
          label="Last day"
          type="date"
          value={until}
          onChange={(event) => event.currentTarget.value && onChange({ until: event.currentTarget.value })}
        />
      )}
    </>
  );
}
