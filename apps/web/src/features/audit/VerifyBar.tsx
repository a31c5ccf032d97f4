import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCount, plural } from '../../shared/format/format';
import { useOwnEvents } from '../../shared/live/WorkspaceEvents';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { StatusDot } from '../../shared/ui/StatusDot';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Audit.module.css';
import { useLastVerification, useVerifyAudit, type Verification } from './auditQueries';

/** Whether the log is what was written, when someone last found that out, and the button that finds out now. */
export function VerifyBar() {
  const workspaceId = useWorkspaceId();
  const last = useLastVerification(workspaceId);
  const verify = useVerifyAudit(workspaceId);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  useOwnEvents({
    'audit.verifying': ({ id, done, total }) => {
      if (id === workspaceId) setProgress({ done: Number(done), total: Number(total) });
    },
  });
  const start = () => verify.mutate(undefined, { onSettled: () => setProgress(null) });
  if (last.isError) return <ErrorState error={last.error} onRetry={() => void last.refetch()} />;
  return (
    <>
      <section className={classes.verify} aria-label="Verification">
        <div className={classes.verdict} role="status">
          {verify.isPending ? <Progress progress={progress} /> : last.data !== undefined && <Verdict verification={last.data} />}
        </div>
        <Button variant="default" leftSection={<IconShieldCheck size={16} />} loading={verify.isPending} onClick={start}>
          Verify
        </Button>
      </section>
      {last.data?.broken && !verify.isPending && <Broken verification={last.data} />}
    </>
  );
}

function Verdict({ verification }: { verification: Verification | null }) {
  if (!verification) return <StatusDot tone="hollow" label="Not verified yet" />;
  return (
    <>
      <StatusDot
        tone={verification.isUnbroken ? 'positive' : 'negative'}
        label={verification.isUnbroken ? `Unbroken, ${plural(verification.entries, 'entry', 'entries')}` : 'Broken'}
      />
      <span className={classes.meta}>
        checked <RelativeTime iso={verification.checkedAt} />
      </span>
    </>
  );
}

function Progress({ progress }: { progress: { done: number; total: number } | null }) {
  const label = progress ? `Verifying ${formatCount(progress.done)} of ${formatCount(progress.total)}` : 'Verifying';
  return <StatusDot tone="active" label={label} />;
}

function Broken({ verification: { broken, entries } }: { verification: Verification }) {
  return (
    <Notice title="The log has been tampered with" role="alert">
      <p className={classes.notice}>{broken?.explanation}</p>
      <p className={classes.notice}>
        {entries === 0
          ? 'It is the first entry.'
          : `${plural(entries, 'entry', 'entries')} before it ${entries === 1 ? 'is' : 'are'} intact.`}{' '}
        Check who can write to the database, keep a copy of it as it is, and compare it with a backup.
      </p>
    </Notice>
  );
}
