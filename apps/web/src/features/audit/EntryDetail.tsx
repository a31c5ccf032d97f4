import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { formatSecond } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { CopyTextButton } from '../../shared/ui/CopyTextButton';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Audit.module.css';
import { useWholeEntry, type AuditEntry } from './auditQueries';
import { Changes } from './Changes';
import { plainValue, wordsOf } from './plainValue';
import { kindWord, recordPath } from './recordPath';

/** Everything an entry tells, for whoever has to know exactly. */
export function EntryDetail({ entry: listed }: { entry: AuditEntry }) {
  const workspaceId = useWorkspaceId();
  const whole = useWholeEntry(workspaceId, listed);
  if (whole.isError) return <ErrorState error={whole.error} onRetry={() => void whole.refetch()} />;
  return <EntryFacts entry={whole.data ?? listed} />;
}

function EntryFacts({ entry }: { entry: AuditEntry }) {
  const workspaceId = useWorkspaceId();
  const isAdmin = useMay('admin');
  const { actor, entity } = entry;
  const to = recordPath(workspaceId, entry);
  const told = Object.entries(entry.details)
    .map(([name, value]) => ({ name, value: plainValue(name, value) }))
    .filter(({ value }) => value !== '');
  return (
    <div className={classes.detail}>
      <div className={classes.lead}>
        <PersonAvatar name={actor.name} seed={actor.id ?? actor.type} size={32} />
        <p className={classes.sentence} dir="auto">
          <strong>{actor.name}</strong> {entry.summary}
        </p>
      </div>
      {entry.changes.length > 0 && <Changes changes={entry.changes} />}
      <dl className={classes.facts}>
        <dt>Time</dt>
        <dd className="rp-num">{formatSecond(entry.at)}</dd>
        {entity && (
          <>
            <dt>{kindWord(entity.type)}</dt>
            <dd dir="auto">
              {to ? <Link to={to}>{entity.name ?? entity.id}</Link> : (entity.name ?? entity.id)}
              {!entity.exists && entity.name && <span className={classes.gone}> (gone)</span>}
            </dd>
          </>
        )}
        {told.map(({ name, value }) => (
          <Fact key={name} name={wordsOf(name)} value={value} />
        ))}
        {actor.type === 'job' && (
          <>
            <dt>Job</dt>
            <dd>
              <code>{actor.id}</code>
            </dd>
          </>
        )}
        <dt>Action</dt>
        <dd>
          <code>{entry.action}</code>
        </dd>
        {entry.ip && (
          <>
            <dt>Address</dt>
            <dd className="rp-num">{entry.ip}</dd>
          </>
        )}
        {entry.requestId && (
          <>
            <dt>Request</dt>
            <dd>
              <code>{entry.requestId}</code>
            </dd>
          </>
        )}
        <dt>Entry</dt>
        <dd className="rp-num">{entry.seq}</dd>
      </dl>
      <Group gap="xs">
        <CopyTextButton value={JSON.stringify(entry, null, 2)} label="Copy entry" />
        {entry.action === 'contact.merged' && (
          <Button variant="default" component={Link} to={paths.merges(workspaceId)}>
            Undo in earlier merges
          </Button>
        )}
        {isAdmin && entity && (
          <Button
            variant="default"
            component={Link}
            to={paths.settingsAudit(workspaceId, `entityType=${entity.type}&entityId=${entity.id}`)}
          >
            All about this record
          </Button>
        )}
      </Group>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </>
  );
}
