import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatCount } from '../../shared/format/format';
import { confirmAction } from '../../shared/ui/confirm';
import { ProgressBar } from '../../shared/ui/ProgressBar';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { forecast } from './importProgress';
import { useCancelImport, useImportPace, type ContactImport } from './importQueries';
import { COUNTS } from './countWords';
import classes from './ImportRun.module.css';

/** Live through the workspace's events; after a reload it goes on from what the server has stored. */
export function ImportRunning({ run, mayCancel }: { run: ContactImport; mayCancel: boolean }) {
  const workspaceId = useWorkspaceId();
  const pace = useImportPace(workspaceId, run.id);
  const cancel = useCancelImport(workspaceId, run.id);
  const now = useNow();
  const { total, isEstimate, rowsPerSecond, secondsLeft } = forecast(run, pace, now);
  const ask = () =>
    confirmAction({
      title: 'Stop this import?',
      consequences: [
        run.processedRows === 1
          ? 'The row read so far stays imported.'
          : `The ${formatCount(run.processedRows)} rows read so far stay imported.`,
        'The rest of the file is not read. To continue, import the file again: known contacts are recognised.',
      ],
      confirm: 'Stop import',
      onConfirm: () => cancel.mutateAsync(),
    });
  return (
    <section className={classes.running} aria-label="Progress">
      <ProgressBar
        label="Import"
        done={run.processedRows}
        total={total}
        isEstimate={isEstimate}
        unit="rows"
        rate={rowsPerSecond}
        ratePer="second"
        secondsLeft={secondsLeft}
      />
      <dl className={classes.ticker}>
        {COUNTS.map(({ key, label }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd className="rp-num">{formatCount(run.counts[key])}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.foot}>
        <Text c="dimmed">You can leave this page; the import continues.</Text>
        {mayCancel && (
          <Button variant="default" size="xs" onClick={ask} loading={cancel.isPending}>
            Stop import
          </Button>
        )}
      </div>
    </section>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
