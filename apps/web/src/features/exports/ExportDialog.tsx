import { Button, Checkbox, Group, Modal, ScrollArea, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toastAction } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCreateExport, useExportColumns, type Export, type ExportColumn, type ExportInput } from './exportQueries';

/** What is to be exported, and in words: “12 contacts”. */
export interface ExportAsk {
  readonly kind: Export['kind'];
  readonly contacts?: ExportInput['contacts'];
  readonly timeline?: ExportInput['timeline'];
  readonly what: string;
}

interface ExportDialogProps {
  ask: ExportAsk | null;
  onClose: () => void;
}

/** Which columns, in which format; the file is made in the background. */
export function ExportDialog({ ask, onClose }: ExportDialogProps) {
  return (
    <Modal opened={ask !== null} onClose={onClose} title={`Export ${ask?.what ?? ''}`} size={480}>
      {ask && <ExportChoices ask={ask} onDone={onClose} />}
    </Modal>
  );
}

function ExportChoices({ ask, onDone }: { ask: ExportAsk; onDone: () => void }) {
  const columns = useExportColumns(useWorkspaceId(), ask.kind);
  if (columns.isError) return <ErrorState error={columns.error} onRetry={() => void columns.refetch()} />;
  if (columns.isPending) return <LinesSkeleton lines={8} />;
  return <ExportForm ask={ask} columns={columns.data} onDone={onDone} />;
}

const DELIMITERS = [
  { value: 'comma', label: 'Comma' },
  { value: 'semicolon', label: 'Semicolon' },
  { value: 'tab', label: 'Tab' },
] as const;
const FORMATS = [
  { value: 'csv', label: 'CSV' },
  { value: 'xlsx', label: 'Excel (XLSX)' },
] as const;
type Format = (typeof FORMATS)[number]['value'];
type Delimiter = (typeof DELIMITERS)[number]['value'];

function ExportForm({ ask, columns, onDone }: { ask: ExportAsk; columns: readonly ExportColumn[]; onDone: () => void }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const create = useCreateExport(workspaceId);
  const [chosen, setChosen] = useState<readonly string[]>(() => columns.map(({ key }) => key));
  const [format, setFormat] = useState<Format>('csv');
  const [delimiter, setDelimiter] = useState<Delimiter>('comma');
  const [formulaSafe, setFormulaSafe] = useState(true);
  const isAll = chosen.length === columns.length;
  const start = async () => {
    const { kind, contacts, timeline } = ask;
    // In the order of the table, whatever was ticked first.
    const keys = columns.map(({ key }) => key).filter((key) => chosen.includes(key));
    const isStarted = await act(() =>
      create.mutateAsync({
        kind,
        ...(contacts ? { contacts } : {}),
        ...(timeline ? { timeline } : {}),
        columns: keys,
        format,
        delimiter,
        formulaSafe,
      }),
    );
    if (!isStarted) return;
    onDone();
    toastAction('Export started', 'Show exports', () => void navigate(paths.exports(workspaceId)));
  };
  return (
    <Stack gap="md">
      <div>
        <Group justify="space-between" mb={6}>
          <Text size="sm" fw={500}>
            Columns
          </Text>
          <Button variant="subtle" size="compact-xs" onClick={() => setChosen(isAll ? [] : columns.map(({ key }) => key))}>
            {isAll ? 'Clear selection' : 'Select all'}
          </Button>
        </Group>
        <ScrollArea.Autosize mah={240} type="auto" offsetScrollbars>
          <Checkbox.Group value={[...chosen]} onChange={setChosen} aria-label="Columns">
            <Stack gap={8} p={2}>
              {columns.map(({ key, header }) => (
                <Checkbox key={key} value={key} label={<span dir="auto">{header}</span>} />
              ))}
            </Stack>
          </Checkbox.Group>
        </ScrollArea.Autosize>
      </div>
      <SegmentedControl
        aria-label="Format"
        data={[...FORMATS]}
        value={format}
        onChange={(value) => setFormat(value === 'xlsx' ? 'xlsx' : 'csv')}
      />
      {format === 'csv' && (
        <>
          <Select
            label="Delimiter"
            data={DELIMITERS}
            value={delimiter}
            allowDeselect={false}
            onChange={(value) => setDelimiter(DELIMITERS.find((known) => known.value === value)?.value ?? 'comma')}
          />
          <Checkbox
            checked={formulaSafe}
            onChange={(event) => setFormulaSafe(event.currentTarget.checked)}
            label="Safe to open in a spreadsheet"
            description="Adds an apostrophe to values that a spreadsheet would run as a formula. An import removes it again."
          />
        </>
      )}
      <Group justify="space-between">
        <Text c="dimmed" size="xs" role="status">
          {plural(chosen.length, 'column')}
        </Text>
        <Button onClick={() => void start()} disabled={chosen.length === 0} loading={create.isPending}>
          Export
        </Button>
      </Group>
    </Stack>
  );
}
