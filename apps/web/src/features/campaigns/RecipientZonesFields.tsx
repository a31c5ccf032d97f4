import { Anchor, Checkbox, Select, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { placeOf } from '../../shared/format/timeZones';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { Schedule } from './campaignQueries';
import { useZoneFields, type ZoneField } from './composerQueries';

interface RecipientZonesFieldsProps {
  schedule: Schedule;
  /** Of the schedule. */
  zone: string;
  errors: Readonly<Record<string, string>>;
  onChange: (schedule: Schedule) => void;
}

/** Whether the time counts where each recipient is, and which custom field says where that is. */
export function RecipientZonesFields({ schedule, zone, errors, onChange }: RecipientZonesFieldsProps) {
  const workspaceId = useWorkspaceId();
  const fields = useZoneFields(workspaceId).data;
  const { zones, zoneField, ...rest } = schedule;
  const isOn = zones === 'recipient';
  const guess = likeliest(fields ?? []);
  const isPossible = isOn || guess !== undefined;
  const hasHours = schedule.hours !== undefined;
  const isNow = schedule.kind === 'now';
  return (
    <Stack gap="sm">
      <Checkbox
        label="Send in each recipient’s time zone"
        description={
          fields && !guess && !isOn ? (
            <>
              Needs a custom field with the time zone of each contact.{' '}
              <Anchor component={Link} to={paths.customFields(workspaceId)} inherit>
                Add a custom field
              </Anchor>
            </>
          ) : isNow ? (
            'The hours count on each person’s own clock.'
          ) : hasHours ? (
            'Start and hours count on each person’s own clock.'
          ) : (
            'Each person gets it when their own clock shows this time.'
          )
        }
        checked={isOn}
        disabled={!isPossible}
        onChange={(event) => onChange(event.currentTarget.checked && guess ? { ...rest, zones: 'recipient', zoneField: guess.id } : rest)}
        error={errors['schedule.zones']}
        data-path="schedule.zones"
      />
      {isOn && (
        <Select
          label="Field with the time zone"
          description={`Values such as America/New_York. Contacts without a valid one get it by the clock in ${placeOf(zone)}.`}
          maw={420}
          allowDeselect={false}
          data={(fields ?? []).map(({ id, label }) => ({ value: id, label }))}
          value={zoneField ?? null}
          onChange={(next) => next && onChange({ ...schedule, zoneField: next })}
          error={errors['schedule.zoneField']}
          data-path="schedule.zoneField"
        />
      )}
    </Stack>
  );
}

function likeliest(fields: readonly ZoneField[]): ZoneField | undefined {
  return fields.find(({ label }) => /zone/i.test(label)) ?? fields[0];
}
