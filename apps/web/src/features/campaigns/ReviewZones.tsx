import { Fragment } from 'react';
import { formatCount, plural } from '../../shared/format/format';
import type { CampaignReview } from './campaignQueries';
import classes from './ReviewZones.module.css';

/** When the message reaches whom, where each recipient's time zone counts. */
export function ReviewZones({ zones }: { zones: NonNullable<CampaignReview['zones']> }) {
  const left = zones.total - zones.top.length;
  return (
    <table className={classes.zones}>
      <thead>
        <tr>
          <th scope="col">Time zone</th>
          <th scope="col" className={classes.count}>
            People
          </th>
          <th scope="col">Local time</th>
        </tr>
      </thead>
      <tbody>
        {zones.top.map(({ zone, people, text }) => (
          <tr key={zone}>
            <th scope="row">
              <Zone name={zone} />
            </th>
            <td className={classes.count}>{formatCount(people)}</td>
            <td>{text.replace(` (${zone})`, '')}</td>
          </tr>
        ))}
        {left > 0 && (
          <tr>
            <th scope="row">{plural(left, 'other time zone')}</th>
            <td className={classes.count}>{formatCount(zones.others)}</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Broken behind a slash, where the column is narrow. */
function Zone({ name }: { name: string }) {
  return name
    .replaceAll('_', ' ')
    .split('/')
    .map((part, place, parts) => (
      <Fragment key={part}>
        {part}
        {place < parts.length - 1 && (
          <>
            /<wbr />
          </>
        )}
      </Fragment>
    ));
}
