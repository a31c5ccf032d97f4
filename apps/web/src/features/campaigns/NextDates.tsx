import { Text } from '@mantine/core';
import type { Campaign } from './campaignQueries';
import classes from './Series.module.css';

/** The next dates of a recurring campaign, as the server has computed them. */
export function NextDates({ dates, isSaving = false }: { dates: Campaign['nextDates']; isSaving?: boolean }) {
  if (isSaving) return <Text c="dimmed">Computing the next dates…</Text>;
  if (dates.length === 0) return <Text c="dimmed">No more dates.</Text>;
  return (
    <ol className={classes.dates} aria-label="Next dates">
      {dates.map(({ at, text }) => (
        <li key={at}>{text}</li>
      ))}
    </ol>
  );
}
