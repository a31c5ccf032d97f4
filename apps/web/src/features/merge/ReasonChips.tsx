import { Badge } from '@mantine/core';
import classes from './Merge.module.css';
import type { DuplicatePair } from './mergeQueries';

/** Why two may be one person. */
export function ReasonChips({ reasons }: Pick<DuplicatePair, 'reasons'>) {
  return (
    <span className={classes.reasons}>
      {reasons.map(({ kind, text }) => (
        <Badge key={kind} variant="light" color="gray" size="sm" tt="none" fw={500}>
          {text}
        </Badge>
      ))}
    </span>
  );
}
