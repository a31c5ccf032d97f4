import { Alert, Button, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { formatBytes } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { uploadImportFile, type UploadProgress } from './importUploadQueries';
import classes from './NewImport.module.css';

const DropArea = lazy(async () => ({ default: (await import('./DropArea')).DropArea }));

export function NewImport() {
  const workspaceId = useWorkspaceId();
  const mayImport = useMay('author');
  const { file, progress, problem, upload, cancel } = useUpload(workspaceId);
  return (
    <Page layout="reading">
      <PageHeader
        title="Import contacts"
        crumbs={[{ label: 'Contacts', to: paths.contacts(workspaceId) }]}
        context="Nothing is imported until you check the columns and start."
        action={
          <Button component={Link} to={paths.imports(workspaceId)} variant="default">
            Earlier imports
          </Button>
        }
      />
      {problem && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          icon={<IconAlertCircle size={16} />}
          title={file ? `Couldn’t upload ${file.name}` : undefined}
        >
          {problem}
        </Alert>
      )}
      {!mayImport ? (
        <Text c="dimmed">You may look at contacts here, but not import any. Ask an admin of this workspace.</Text>
      ) : file && progress ? (
        <Uploading file={file} progress={progress} onCancel={cancel} />
      ) : (
        <Suspense fallback={<div className={classes.drop} aria-busy />}>
          <DropArea onFile={upload} isBusy={false} />
        </Suspense>
      )}
      <Hints />
    </Page>
  );
}

function useUpload(workspaceId: string) {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const upload = async (chosen: File) => {
    setFile(chosen);
    const found = fileProblem(chosen);
    setProblem(found);
    if (found) return;
    const current = new AbortController();
    controller.current = current;
    setProgress({ sent: 0, total: chosen.size });
    try {
      const made = await uploadImportFile(workspaceId, chosen, setProgress, current.signal);
      await navigate(paths.import(workspaceId, made.id));
    } catch (error) {
      if (current.signal.aborted) return;
      setProblem(messageOf(error));
      setProgress(null);
    }
  };
  const cancel = () => {
    controller.current?.abort();
    setProgress(null);
    setFile(null);
  };
  return { file, progress, problem, upload: (chosen: File) => void upload(chosen), cancel };
}

function Uploading({ file, progress, onCancel }: { file: File; progress: UploadProgress; onCancel: () => void }) {
  const share = progress.total > 0 ? Math.min(1, progress.sent / progress.total) : 0;
  const isSent = share >= 1;
  return (
    <div className={classes.drop} role="status">
      <span className={classes.dropTitle} dir="auto">
        {file.name}
      </span>
      <progress className={classes.progress} value={isSent ? undefined : share} aria-label={`Uploading ${file.name}`} />
      <span className={`${classes.dropText} rp-num`}>
        {isSent ? 'Reading the columns' : `${formatBytes(progress.sent)} of ${formatBytes(progress.total)} sent`}
      </span>
      <Button variant="subtle" color="gray" size="xs" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

function Hints() {
  return (
    <dl className={classes.hints}>
      <div>
        <dt>CSV, Excel or vCard</dt>
        <dd>
          Encoding, sheet and columns are detected; you can correct each of them. Exports of Google, Outlook, HubSpot, Mailchimp, Brevo,
          ActiveCampaign and Kit are recognised.
        </dd>
      </div>
      <div>
        <dt>No duplicates</dt>
        <dd>
          People who are here already are found by their email address, then by their phone number, and updated. An empty cell never erases
          anything.
        </dd>
      </div>
      <div>
        <dt>Nothing lost silently</dt>
        <dd>Rows that can’t be imported are listed with line, column and reason, ready to download and fix.</dd>
      </div>
    </dl>
  );
}

/** What can be said about a file before it travels; everything else the server finds by looking inside. */
function fileProblem(file: Pick<File, 'name' | 'size'>): string | null {
  if (file.size === 0) return 'The file is empty (0 bytes). Export your contacts again, then choose the new file.';
  if (/\.(ods|numbers)$/i.test(file.name))
    return 'This kind of spreadsheet can’t be imported. Open it in your spreadsheet program, save it as Excel (.xlsx) or CSV, then choose that file.';
  return null;
}
