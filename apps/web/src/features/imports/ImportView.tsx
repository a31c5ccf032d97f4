import { Menu } from '@mantine/core';
import { useNavigate } from 'react-router';
import { formatBytes, formatExact } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { confirmAction } from '../../shared/ui/confirm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ImportResult } from './ImportResult';
import { ImportRunning } from './ImportRunning';
import type { ImportListOption } from './ImportOptions';
import { useDiscardImport, useImport, useLiveImports, type ContactImport } from './importQueries';
import { MappingStep } from './MappingStep';
import type { FieldTarget } from './mapping';
import { presetWord } from './formatWords';

interface ImportViewProps {
  importId: string;
  lists: readonly ImportListOption[];
  fields: readonly FieldTarget[];
}

/** One page through the life of an import: correct the columns, watch it run, read the result. */
export function ImportView({ importId, lists, fields }: ImportViewProps) {
  const workspaceId = useWorkspaceId();
  useLiveImports(workspaceId);
  const run = useImport(workspaceId, importId);
  if (run.isPending) return <PageSkeleton />;
  if (run.isError && !run.data)
    return (
      <ErrorState error={run.error} onRetry={() => void run.refetch()} page={{ label: 'Go to Imports', to: paths.imports(workspaceId) }} />
    );
  return (
    <Page>
      <ImportHeader run={run.data} />
      <ImportBody run={run.data} lists={lists} fields={fields} />
    </Page>
  );
}

function ImportBody({ run, lists, fields }: { run: ContactImport; lists: readonly ImportListOption[]; fields: readonly FieldTarget[] }) {
  const mayImport = useMay('author');
  switch (run.status) {
    case 'uploaded':
      return <MappingStep run={run} lists={lists} fields={fields} isReadOnly={!mayImport} />;
    case 'running':
      return <ImportRunning run={run} mayCancel={mayImport} />;
    case 'completed':
    case 'cancelled':
    case 'failed':
      return <ImportResult run={run} lists={lists} />;
  }
}

function ImportHeader({ run }: { run: ContactImport }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayImport = useMay('author');
  const discard = useDiscardImport(workspaceId);
  const preset = presetWord(run.preset);
  const facts = [formatBytes(run.fileSize), preset && `${preset} export`, `uploaded ${formatExact(run.createdAt)}`].filter(Boolean);
  const isReady = run.status === 'uploaded';
  const ask = () =>
    confirmAction({
      title: isReady ? `Discard ${run.fileName}?` : `Remove ${run.fileName} from the list of imports?`,
      consequences: [
        isReady
          ? 'The uploaded file and your column choices are removed. No contact has been changed.'
          : 'Its counts and its rejected rows are removed. The imported contacts stay.',
        ...(run.undo?.status === 'possible' || run.undo?.status === 'stopped' ? ['It can’t be undone any more.'] : []),
      ],
      confirm: isReady ? 'Discard file' : 'Remove import',
      onConfirm: async () => {
        await discard.mutateAsync(run.id);
        await navigate(paths.imports(workspaceId));
      },
    });
  return (
    <PageHeader
      title={run.fileName}
      crumbs={[
        { label: 'Contacts', to: paths.contacts(workspaceId) },
        { label: 'Imports', to: paths.imports(workspaceId) },
      ]}
      status={<Status kind="import" value={run.status} />}
      context={facts.join(' · ')}
      menu={
        mayImport &&
        run.status !== 'running' && (
          <Menu.Item color="red" onClick={ask}>
            {isReady ? 'Discard file' : 'Remove import'}
          </Menu.Item>
        )
      }
    />
  );
}
