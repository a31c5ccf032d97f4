import '@mantine/schedule/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useMediaQuery } from '@mantine/hooks';
import { Schedule, type ScheduleEventData } from '@mantine/schedule';
import { wallTimeOf } from '@rapport/common';
import { useState } from 'react';
import { Link } from 'react-router';
import { shownTimeZone } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { confirmAction } from '../../shared/ui/confirm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PageHeader } from '../../shared/ui/PageHeader';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { usePreferences } from '../../shared/preferences/Preferences';
import { Agenda } from './Agenda';
import { type CalendarView as View, daysBetween, shownRange, shownTimes } from './calendarDays';
import { type CalendarEntry, useCalendar, useLiveCalendar, useMoveCampaign } from './calendarQueries';
import { kindWord, timeWords } from './calendarWords';
import classes from './CalendarView.module.css';

const COLOURS = { sent: 'green', scheduled: 'blue', planned: 'gray', recurring: 'violet' } as const;

/** What goes out when: a month or a week, on a phone a list of the days. */
export function CalendarView() {
  const workspaceId = useWorkspaceId();
  const zone = shownTimeZone();
  const today = wallTimeOf(new Date(), zone).slice(0, 10);
  const [day, setDay] = useState(today);
  const [view, setView] = useState<View>('month');
  const [open, setOpen] = useState<CalendarEntry | null>(null);
  const isNarrow = useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const calendar = useCalendar(workspaceId, shownRange(day, isNarrow ? 'month' : view, zone));
  useLiveCalendar(workspaceId);
  const { firstDayOfWeek } = usePreferences();
  const mayMove = useMay('author');
  const move = useMove(today);
  const entries = calendar.data?.entries ?? [];
  return (
    <>
      <PageHeader title="Calendar" context={`What goes out when, in ${zone}`} />
      {calendar.isPending && <PageSkeleton />}
      {calendar.isError && <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />}
      {calendar.data?.isCut && (
        <Text c="var(--rp-caution)" mb="sm" role="status">
          Only the first 500 campaigns of this time are shown.
        </Text>
      )}
      {calendar.data && isNarrow && <Agenda entries={entries} month={day} onMonth={setDay} onOpen={setOpen} />}
      {calendar.data && !isNarrow && (
        <Schedule
          date={day}
          onDateChange={(next) => setDay(next.slice(0, 10))}
          view={view}
          onViewChange={(next) => setView(next === 'week' ? 'week' : 'month')}
          events={entries.map((entry) => eventOf(entry, zone))}
          withEventsDragAndDrop={mayMove}
          canDragEvent={(event) => entryOf(event).isMovable}
          onEventDrop={({ newStart, event }) => move(entryOf(event), newStart.slice(0, 10))}
          onEventClick={(event) => setOpen(entryOf(event))}
          className={classes.calendar}
          monthViewProps={{ viewSelectProps: { views: ['week', 'month'] }, maxEventsPerDay: 3, firstDayOfWeek }}
          weekViewProps={{ viewSelectProps: { views: ['week', 'month'] }, firstDayOfWeek }}
        />
      )}
      <Modal opened={open !== null} onClose={() => setOpen(null)} title={open?.name}>
        {open && <EntryDetails entry={open} mayMove={mayMove} onMove={(to) => (setOpen(null), move(open, to))} />}
      </Modal>
    </>
  );
}

interface EntryDetailsProps {
  entry: CalendarEntry;
  mayMove: boolean;
  onMove: (day: string) => void;
}

function EntryDetails({ entry, mayMove, onMove }: EntryDetailsProps) {
  const workspaceId = useWorkspaceId();
  const zone = shownTimeZone();
  const { day } = shownTimes(entry.at, zone);
  const [to, setTo] = useState(day);
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Status kind="campaign" value={entry.status} />
        <Text c="dimmed">{kindWord(entry)}</Text>
      </Group>
      <Text>{timeWords(entry.at, zone)}</Text>
      {entry.isMovable && mayMove && (
        <Group align="flex-end" gap="sm">
          <DatePickerInput
            label="Move to another day"
            value={to}
            minDate={wallTimeOf(new Date(), zone).slice(0, 10)}
            valueFormat="ddd, D MMM YYYY"
            onChange={(next) => next && setTo(next)}
          />
          <Button variant="default" disabled={to === day} onClick={() => onMove(to)}>
            Move
          </Button>
        </Group>
      )}
      <Button component={Link} to={paths.campaign(workspaceId, entry.campaignId)}>
        Open campaign
      </Button>
    </Stack>
  );
}

/** Asks first where an approval would be lost. */
function useMove(today: string): (entry: CalendarEntry, day: string) => void {
  const zone = shownTimeZone();
  const move = useMoveCampaign(useWorkspaceId());
  return (entry, day) => {
    const days = daysBetween(shownTimes(entry.at, zone).day, day);
    if (days === 0) return;
    if (day < today) return void toast('Choose a day that has not passed');
    const run = async () => {
      await move.mutateAsync({ id: entry.campaignId, days });
      toast(`Moved to ${day}`);
    };
    if (entry.status === 'draft') return void act(run);
    confirmAction({
      title: `Move ${entry.name} to ${day}?`,
      consequences: [
        entry.status === 'inReview'
          ? 'The request for approval is withdrawn, because it covers the schedule.'
          : 'Its approval is void, because it covers the schedule.',
        'The campaign becomes a draft. Nothing is sent until it is approved again.',
      ],
      confirm: 'Move campaign',
      isDestructive: false,
      onConfirm: run,
    });
  };
}

function eventOf(entry: CalendarEntry, zone: string): ScheduleEventData {
  const { start, end } = shownTimes(entry.at, zone);
  const title = `${start.slice(11, 16)} ${entry.name}`;
  return { id: `${entry.campaignId}:${entry.at}`, title, start, end, color: COLOURS[entry.kind], payload: { entry } };
}

function entryOf(event: ScheduleEventData): CalendarEntry {
  return event.payload?.['entry'] as CalendarEntry;
}
