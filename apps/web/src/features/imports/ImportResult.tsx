import { Alert, Button } from '@mantine/core';
import { IconAlertCircle, IconDownload, IconInfoCircle, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatDuration, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { NumberTile } from '../../shared/ui/NumberTile';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { CellsTable } from './CellsTable';
import { COUNTS } from './countWords';
import type { ImportListOption } from './ImportOptions';
import { mayFixRows, rejectsCsvUrl, reportCsvUrl, useStartImport, type ContactImport } from './importQueries';
import classes from './ImportRun.module.css';
import { UndoImport, UndoTold } from './ImportUndo';
import { NotesTable } from './NotesTable';
import { RejectsTable } from './RejectsTable';
import { UndoLeftTable } from './UndoLeftTable';

export function ImportResult({ run, lists }: { run: ContactImport; lists: readonly ImportListOption[] }) {
  const workspaceId = useWorkspaceId();
  const rows = run.processedRows;
  const list = lists.find(({ id }) => id === run.options.listId);
  const taken = run.counts.created + run.counts.updated + run.counts.unchanged;
  return (
    <>
      <Outcome run={run} />
      <UndoTold run={run} />
      <div className={classes.tiles}>
        {COUNTS.filter(({ key }) => key !== 'blank' || run.counts.blank > 0).map(({ key, label }) => (
          <NumberTile key={key} isExact label={label} value={run.counts[key]} of={{ total: rows, word: rows === 1 ? 'row' : 'rows' }} />
        ))}
        {run.reportedNotes > 0 && <NumberTile isExact label="Notes" value={run.reportedNotes} note="On imported rows" />}
      </div>
      <div className={classes.next}>
        {run.status === 'failed' && <ContinueImport run={run} list={list} />}
        {taken > 0 && (
          <Button
            component={Link}
            to={list ? paths.list(workspaceId, list.id) : paths.contacts(workspaceId)}
            variant={run.status === 'failed' || run.undo?.status === 'undone' ? 'default' : 'filled'}
          >
            {list ? `View contacts on ${list.name}` : 'View imported contacts'}
          </Button>
        )}
        <UndoImport run={run} />
        <Button component={Link} to={paths.newImport(workspaceId)} variant="default">
          Import another file
        </Button>
        {run.counts.rejected + run.reportedCells + run.reportedNotes > 0 && (
          <Button
            component="a"
            href={reportCsvUrl(workspaceId, run.id)}
            download
            variant="default"
            leftSection={<IconDownload size={15} />}
          >
            Download report
          </Button>
        )}
      </div>
      {run.undo && run.undo.left > 0 && (
        <section aria-labelledby="left">
          <div className={classes.rejectsHead}>
            <div>
              <h2 id="left" className={classes.rejectsTitle}>
                Left as they are: {plural(run.undo.left, 'contact')}
              </h2>
              <p className={classes.rejectsText}>The undo changed nothing here, or only what nobody had changed since.</p>
            </div>
          </div>
          <UndoLeftTable run={run} left={run.undo.left} />
        </section>
      )}
      {run.counts.rejected > 0 && (
        <section aria-labelledby="rejected">
          <div className={classes.rejectsHead}>
            <div>
              <h2 id="rejected" className={classes.rejectsTitle}>
                {plural(run.counts.rejected, 'rejected row')}
              </h2>
              <p className={classes.rejectsText}>
                {mayFixRows(run)
                  ? 'Open a row to fix it here, or download the CSV, fix it, and import it again.'
                  : 'Download the CSV, fix it, and import it again.'}
              </p>
            </div>
            <Button
              component="a"
              href={rejectsCsvUrl(workspaceId, run.id)}
              download
              variant="default"
              leftSection={<IconDownload size={15} />}
            >
              Download as CSV
            </Button>
          </div>
          <RejectsTable run={run} />
        </section>
      )}
      {run.reportedCells > 0 && (
        <section aria-labelledby="cells">
          <div className={classes.rejectsHead}>
            <div>
              <h2 id="cells" className={classes.rejectsTitle}>
                {plural(run.reportedCells, 'value')} left out
              </h2>
              <p className={classes.rejectsText}>These rows were imported without the value below.</p>
            </div>
          </div>
          <CellsTable run={run} />
        </section>
      )}
      {run.reportedNotes > 0 && (
        <section aria-labelledby="notes">
          <div className={classes.rejectsHead}>
            <div>
              <h2 id="notes" className={classes.rejectsTitle}>
                {plural(run.reportedNotes, 'note')}
              </h2>
              <p className={classes.rejectsText}>These rows were imported, but not exactly as the file has them.</p>
            </div>
          </div>
          <NotesTable run={run} />
        </section>
      )}
    </>
  );
}

/** What failed goes on where it stopped, with the choices of its start; without its list when that is gone. */
function ContinueImport({ run, list }: { run: ContactImport; list: ImportListOption | undefined }) {
  const start = useStartImport(useWorkspaceId(), run.id);
  const { mode, withoutKey, updatePolicy, matchBy } = run.options;
  if (!useMay('author')) return null;
  return (
    <Button
      leftSection={<IconPlayerPlay size={15} />}
      loading={start.isPending}
      onClick={() =>
        start.mutate({ mode, updatePolicy, matchBy, ...(withoutKey ? { withoutKey } : {}), ...(list ? { listId: list.id } : {}) })
      }
    >
      Continue import
    </Button>
  );
}

function Outcome({ run }: { run: ContactImport }) {
  if (run.status === 'failed') {
    return (
      <Alert color="red" variant="light" icon={<IconAlertCircle size={16} />} title={`Stopped after ${plural(run.processedRows, 'row')}`}>
        {run.error?.message ?? 'The import could not be finished. Continue it, or upload the file again.'}
      </Alert>
    );
  }
  if (run.status === 'cancelled') {
    return (
      <Alert color="gray" icon={<IconInfoCircle size={16} />} title={`Cancelled after ${plural(run.processedRows, 'row')}`}>
        Rows imported before that stay. Import the file again to continue; existing contacts are recognised.
      </Alert>
    );
  }
  const seconds = run.startedAt && run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1_000 : null;
  return (
    <p className={classes.rejectsText}>
      {plural(run.processedRows, 'row')} read{seconds !== null && ` in ${formatDuration(seconds)}`}.{' '}
      {run.counts.rejected === 0 ? 'All rows imported.' : `${plural(run.counts.rejected, 'row')} couldn’t be imported; see below.`}
    </p>
  );
}
