import { Alert, Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { formatCount, formatExact, plural } from '../../shared/format/format';
import { confirmAction } from '../../shared/ui/confirm';
import { Notice } from '../../shared/ui/Notice';
import { ProgressBar } from '../../shared/ui/ProgressBar';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useStopUndo, useUndoImport, type ContactImport } from './importQueries';
import classes from './ImportRun.module.css';

/** Asks first: an undo touches as many contacts as the import did. */
export function UndoImport({ run }: { run: ContactImport }) {
  const undo = useUndoImport(useWorkspaceId(), run.id);
  const state = run.undo;
  if (!useMay('author') || !state || (state.status !== 'possible' && state.status !== 'stopped')) return null;
  const ask = () =>
    confirmAction({
      title: `Undo the import of ${run.fileName}?`,
      consequences: [
        ...(run.counts.created > 0
          ? [`${plural(run.counts.created, 'created contact')} will be moved to trash, also if something has happened with them since.`]
          : []),
        'Updated contacts get their earlier values back. Values that were changed since stay.',
        'Who must not be emailed stays that way. New fields and lists stay, too.',
      ],
      confirm: 'Undo import',
      onConfirm: () => undo.mutateAsync(),
    });
  return (
    <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={ask} loading={undo.isPending}>
      {state.status === 'stopped' ? 'Continue undo' : 'Undo import'}
    </Button>
  );
}

/** How far the undo is, or what it has done. */
export function UndoTold({ run }: { run: ContactImport }) {
  const { undo } = run;
  const stop = useStopUndo(useWorkspaceId(), run.id);
  const mayStop = useMay('author');
  switch (undo?.status) {
    case 'undoing':
      return (
        <>
          <ProgressBar label="Undo" done={undo.processed} total={undo.total} unit="contacts" />
          {mayStop && (
            <Button variant="default" size="xs" mt="sm" onClick={() => stop.mutate()} loading={stop.isPending}>
              Stop undo
            </Button>
          )}
        </>
      );
    case 'undone':
      return (
        <Alert color="gray" icon={<IconArrowBackUp size={16} />} title="This import was undone" role="status">
          {plural(undo.affected, 'contact')} moved to trash or given their earlier values back.
          {undo.left > 0 && ` Left as they are, all or in part: ${plural(undo.left, 'contact')}; see below.`} Who must not be emailed stays
          that way.
        </Alert>
      );
    case 'stopped':
      return (
        <Notice title="The undo was stopped">
          {undo.error ?? `${formatCount(undo.processed)} of ${plural(undo.total, 'contact')} were done.`}
        </Notice>
      );
    case 'possible':
      return <p className={classes.rejectsText}>Can be undone until {formatExact(undo.until)}.</p>;
    default:
      return null;
  }
}
