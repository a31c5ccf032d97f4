import { Anchor } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ContactRecord.module.css';
import type { Contact } from './contactQueries';

type Point = Contact['phones'][number];

/** Further addresses or numbers of a contact, and who else has each of them; the primary one is shown above, by its own field. */
export function FurtherPoints({ kind, points }: { kind: 'email' | 'phone'; points: readonly Point[] }) {
  const label = kind === 'email' ? 'Other email' : 'Other phone';
  return points
    .filter(({ isPrimary, sharedWith }) => !isPrimary || sharedWith.length > 0)
    .map((point) => (
      <div key={point.value} className={classes.pointRow}>
        <span className={classes.rowLabel}>{point.isPrimary ? '' : label}</span>
        <span className={classes.rowValue}>
          {!point.isPrimary && (
            <span className={classes.point} dir="auto">
              {point.value}
            </span>
          )}
          {point.label && <span className={classes.pointNote}>{point.label}</span>}
          <SharedWith point={point} />
        </span>
      </div>
    ));
}

function SharedWith({ point }: { point: Point }) {
  const workspaceId = useWorkspaceId();
  if (point.sharedWith.length === 0) return null;
  return (
    <span className={classes.pointNote}>
      Also used by{' '}
      {point.sharedWith.map(({ id, displayName }, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <Anchor component={Link} to={paths.contact(workspaceId, id)} inherit dir="auto">
            {displayName}
          </Anchor>
        </Fragment>
      ))}
    </span>
  );
}
