import { Button, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount, plural } from '../../shared/format/format';
import { Notice } from '../../shared/ui/Notice';
import { ProgressBar } from '../../shared/ui/ProgressBar';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import {
  useCancelRehearsal,
  type ContactImport,
  type ImportMode,
  type MatchKey,
  type Rehearsal,
  type RehearsalGroup,
  type UpdatePolicy,
  type WithoutKey,
} from './importQueries';
import classes from './ImportRun.module.css';
import type { FieldTarget } from './mapping';
import { RehearsedRows } from './RehearsedRows';

const GROUPS: readonly { group: RehearsalGroup; label: string }[] = [
  { group: 'created', label: 'Created' },
  { group: 'updated', label: 'Updated' },
  { group: 'unchanged', label: 'Same' },
  { group: 'conflict', label: 'Conflicts' },
  { group: 'rejected', label: 'Rejected' },
];

interface RehearsalViewProps {
  run: ContactImport;
  rehearsal: Rehearsal;
  fields: readonly FieldTarget[];
  /** The rules as they are chosen now. */
  chosen: { mode: ImportMode; withoutKey: WithoutKey | null; updatePolicy: UpdatePolicy; matchBy: MatchKey };
  mayCancel: boolean;
}

/** What the import would do, before it does it. */
export function RehearsalView({ run, rehearsal, fields, chosen, mayCancel }: RehearsalViewProps) {
  const isOther = (['mode', 'withoutKey', 'updatePolicy', 'matchBy'] as const).some((rule) => rehearsal[rule] !== chosen[rule]);
  const isStale = rehearsal.isStale || isOther;
  return (
    <section aria-labelledby="rehearsal">
      <h2 id="rehearsal" className={classes.rejectsTitle}>
        Rehearsal
      </h2>
      <Told run={run} rehearsal={rehearsal} isStale={isStale} mayCancel={mayCancel} />
      {rehearsal.status === 'completed' && <Groups run={run} rehearsal={rehearsal} fields={fields} />}
    </section>
  );
}

function Told({ run, rehearsal, isStale, mayCancel }: Pick<RehearsalViewProps, 'run' | 'rehearsal' | 'mayCancel'> & { isStale: boolean }) {
  const cancel = useCancelRehearsal(useWorkspaceId(), run.id);
  switch (rehearsal.status) {
    case 'running': {
      const share = run.fileSize > 0 ? rehearsal.bytesProcessed / run.fileSize : 0;
      const total = share > 0 ? Math.max(rehearsal.processedRows, Math.round(rehearsal.processedRows / share)) : null;
      return (
        <>
          <ProgressBar label="Rehearsal" done={rehearsal.processedRows} total={total} isEstimate unit="rows" />
          {mayCancel && (
            <Button variant="default" size="xs" mt="sm" onClick={() => cancel.mutate()} loading={cancel.isPending}>
              Stop rehearsal
            </Button>
          )}
        </>
      );
    }
    case 'cancelled':
      return <p className={classes.rejectsText}>The rehearsal was stopped. Nothing was imported.</p>;
    case 'failed':
      return <Notice title="The rehearsal could not be finished">{rehearsal.error}</Notice>;
    case 'completed':
      return isStale ? (
        <Notice title="Out of date">
          <p className={classes.rejectsText}>Columns or rules have changed since. Rehearse again to see what the import would do now.</p>
        </Notice>
      ) : (
        <p className={classes.rejectsText}>
          {plural(rehearsal.processedRows, 'row')} read, nothing imported yet.
          {rehearsal.counts.suppressed > 0 && ` ${plural(rehearsal.counts.suppressed, 'row')} would not be emailed.`}
          {rehearsal.counts.blank > 0 && ` ${plural(rehearsal.counts.blank, 'blank row')} left out.`}
        </p>
      );
  }
}

function Groups({ run, rehearsal, fields }: Pick<RehearsalViewProps, 'run' | 'rehearsal' | 'fields'>) {
  const first = GROUPS.find(({ group }) => rehearsal.counts[group] > 0)?.group ?? 'created';
  const [group, setGroup] = useState<RehearsalGroup>(first);
  const total = rehearsal.counts[group];
  return (
    <Tabs value={group} onChange={(value) => setGroup(GROUPS.find((known) => known.group === value)?.group ?? group)} mt="sm">
      <Tabs.List className={classes.tabs}>
        {GROUPS.map(({ group, label }) => (
          <Tabs.Tab key={group} value={group}>
            {label}{' '}
            <Text span c="dimmed" className="rp-num">
              {formatCount(rehearsal.counts[group])}
            </Text>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={group} pt="sm">
        <RehearsedRows key={group} run={run} group={group} total={total} of={rehearsal.startedAt} fields={fields} />
        {total > MOST_SHOWN && <p className={classes.rejectsText}>The first {formatCount(MOST_SHOWN)} are shown.</p>}
      </Tabs.Panel>
    </Tabs>
  );
}

const MOST_SHOWN = 1_000;
