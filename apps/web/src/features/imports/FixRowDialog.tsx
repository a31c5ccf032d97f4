import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormProblem } from '../../shared/form/FormProblem';
import { messageOf } from '../../shared/api/apiError';
import { formatCount } from '../../shared/format/format';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { placeOf, placeWord } from './formatWords';
import { type ContactImport, useFixRejects, useRejectedRow, type ImportReject, type RejectedRow } from './importQueries';
import classes from './ImportRun.module.css';
import { IGNORE } from './mapping';

interface FixRowDialogProps {
  run: ContactImport;
  /** Null: closed. */
  row: ImportReject | null;
  /** The one to fix after it. */
  next: ImportReject | null;
  onShow: (row: ImportReject | null) => void;
}

/** The cells of a rejected row, to be corrected and imported; then those of the next one. */
export function FixRowDialog({ run, row, next, onShow }: FixRowDialogProps) {
  return (
    <Modal
      opened={row !== null}
      onClose={() => onShow(null)}
      title={row ? `Fix ${placeWord(run).toLowerCase()} ${formatCount(placeOf(run, row))}` : ''}
      size={520}
    >
      {row && <LoadedRow key={row.rowNumber} run={run} row={row} next={next} onShow={onShow} />}
    </Modal>
  );
}

function LoadedRow({ run, row, next, onShow }: FixRowDialogProps & { row: ImportReject }) {
  const loaded = useRejectedRow(useWorkspaceId(), run.id, row.rowNumber);
  if (loaded.isError) return <ErrorState error={loaded.error} onRetry={() => void loaded.refetch()} />;
  if (loaded.isPending) return <LinesSkeleton lines={5} />;
  return <RowForm run={run} row={loaded.data} next={next} onShow={onShow} />;
}

function RowForm({ run, row, next, onShow }: FixRowDialogProps & { row: RejectedRow }) {
  const fix = useFixRejects(useWorkspaceId(), run.id);
  const cells = row.cells.filter(({ target }) => target !== IGNORE);
  const [values, setValues] = useState<ReadonlyMap<number, string>>(new Map());
  const [problem, setProblem] = useState<Pick<ImportReject, 'column' | 'reason'> | null>(row);
  const isOfCell = cells.some(({ header }) => header === problem?.column);
  const submit = async () => {
    const changed = [...values].map(([index, value]) => ({ index, value }));
    const answer = await fix.mutateAsync([{ rowNumber: row.rowNumber, cells: changed }]);
    const [still] = answer.rejected;
    if (still) return setProblem(still);
    toast(
      answer.created > 0 ? 'Contact added' : answer.updated > 0 ? 'Contact updated' : 'Nothing to change: the contact has these values',
    );
    onShow(next);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit().catch(() => undefined);
      }}
    >
      <Stack gap="md">
        {problem && !isOfCell && <FormProblem problem={problem.reason} />}
        {!row.isSeparated && (
          <div>
            <Text size="sm">The cells of this row could not be separated. Fill them in:</Text>
            <Text className={classes.raw} dir="auto" lineClamp={4} title={row.raw}>
              {row.raw}
            </Text>
          </div>
        )}
        {cells.map(({ index, header, value }) => (
          <TextInput
            key={index}
            label={header}
            value={values.get(index) ?? value}
            error={problem?.column === header ? problem.reason : undefined}
            onChange={({ currentTarget }) => {
              setValues(new Map(values).set(index, currentTarget.value));
              if (problem?.column === header) setProblem(null);
            }}
            data-autofocus={problem?.column === header || undefined}
            dir="auto"
          />
        ))}
        <FormProblem problem={fix.error ? messageOf(fix.error) : null} />
        <Group justify="flex-end" gap="sm">
          {next && (
            <Button variant="subtle" onClick={() => onShow(next)}>
              Skip
            </Button>
          )}
          <Button variant="default" onClick={() => onShow(null)}>
            Close
          </Button>
          <Button type="submit" loading={fix.isPending}>
            Import row
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
