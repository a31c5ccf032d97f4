import { Link } from 'react-router';
import { formatSecondShort } from '../../shared/format/format';
import type { DataColumn } from '../../shared/table/columns';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import classes from './Audit.module.css';
import type { AuditEntry } from './auditQueries';
import { kindWord, recordPath } from './recordPath';

export function auditColumns(workspaceId: string): DataColumn<AuditEntry>[] {
  return [
    {
      id: 'time',
      header: 'Time',
      width: 138,
      canHide: false,
      card: 'none',
      cell: (entry) => <span className={`rp-num ${classes.time}`}>{formatSecondShort(entry.at)}</span>,
    },
    { id: 'ago', header: 'Ago', width: 90, startsHidden: true, card: 'aside', cell: (entry) => <RelativeTime iso={entry.at} /> },
    {
      id: 'who',
      header: 'Who',
      width: 150,
      grow: 1,
      cell: ({ actor }) => (
        <span className={classes.who}>
          <PersonAvatar name={actor.name} seed={actor.id ?? actor.type} size={20} />
          <span className={classes.cut} dir="auto">
            {actor.name}
          </span>
        </span>
      ),
    },
    {
      id: 'what',
      header: 'What',
      width: 230,
      grow: 6,
      card: 'title',
      cell: (entry) => (
        <span className={classes.cut} dir="auto" title={entry.summary}>
          {entry.summary}
        </span>
      ),
    },
    {
      id: 'record',
      header: 'Record',
      width: 150,
      grow: 1,
      cell: (entry) => <RecordCell entry={entry} workspaceId={workspaceId} />,
    },
    {
      id: 'address',
      header: 'Address',
      width: 116,
      card: 'none',
      cell: (entry) => <span className={`rp-num ${classes.cut}`}>{entry.ip ?? '–'}</span>,
    },
  ];
}

function RecordCell({ entry, workspaceId }: { entry: AuditEntry; workspaceId: string }) {
  const { entity } = entry;
  if (!entity) return <span className={classes.gone}>–</span>;
  const to = recordPath(workspaceId, entry);
  const name = entity.name ?? kindWord(entity.type);
  if (!to)
    return (
      <span className={`${classes.cut} ${classes.gone}`} dir="auto" title={kindWord(entity.type)}>
        {name}
      </span>
    );
  return (
    <Link to={to} className={classes.cut} dir="auto" title={kindWord(entity.type)} onClick={(event) => event.stopPropagation()}>
      {name}
    </Link>
  );
}
