import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core';
import { addDays } from '@rapport/common';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { shownTimeZone } from '../../shared/format/format';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Status } from '../../shared/ui/Status';
import classes from './Agenda.module.css';
import { shownTimes } from './calendarDays';
import type { CalendarEntry } from './calendarQueries';
import { dayWords, monthWords } from './calendarWords';

interface AgendaProps {
  entries: readonly CalendarEntry[];
  /** Any day of the month that is shown. */
  month: string;
  onMonth: (day: string) => void;
  onOpen: (entry: CalendarEntry) => void;
}

/** The days of a month on which something goes out, one below the other. */
export function Agenda({ entries, month, onMonth, onOpen }: AgendaProps) {
  const zone = shownTimeZone();
  const first = `${month.slice(0, 7)}-01`;
  const byDay = new Map<string, CalendarEntry[]>();
  for (const entry of entries) {
    const { day } = shownTimes(entry.at, zone);
    if (day.slice(0, 7) === first.slice(0, 7)) byDay.set(day, [...(byDay.get(day) ?? []), entry]);
  }
  return (
    <>
      <Group justify="space-between" mb="sm">
        <ActionIcon variant="default" aria-label="Previous month" onClick={() => onMonth(addDays(first, -1))}>
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <Text fw={500} aria-live="polite">
          {monthWords(first)}
        </Text>
        <ActionIcon variant="default" aria-label="Next month" onClick={() => onMonth(addDays(first, 32))}>
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {byDay.size === 0 && <EmptyState picture="campaigns" title="Nothing goes out this month" />}
      {[...byDay].map(([day, ofDay]) => (
        <section key={day} aria-label={dayWords(day)} className={classes.day}>
          <h2 className={classes.title}>{dayWords(day)}</h2>
          {ofDay.map((entry) => (
            <UnstyledButton key={`${entry.campaignId}:${entry.at}`} className={classes.entry} onClick={() => onOpen(entry)}>
              <span className="rp-num">{shownTimes(entry.at, zone).start.slice(11, 16)}</span>
              <span className={classes.name} dir="auto">
                {entry.name}
              </span>
              <Status kind="campaign" value={entry.status} />
            </UnstyledButton>
          ))}
        </section>
      ))}
    </>
  );
}
