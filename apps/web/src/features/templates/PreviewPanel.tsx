import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { GMAIL_CLIPS_AFTER_KB } from '@rapport/common';
import { formatBytes } from '../../shared/format/format';
import { PersonSelect, type PersonOption } from '../../shared/form/PersonSelect';
import { ErrorState } from '../../shared/ui/ErrorState';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './TemplateEditor.module.css';
import { searchPeople, type useTemplatePreview } from './templateQueries';

interface PreviewPanelProps {
  preview: ReturnType<typeof useTemplatePreview>;
  person: PersonOption | null;
  onPerson: (person: PersonOption | null) => void;
  /** What is wrong with it, always in sight beside the text. */
  children: ReactNode;
}

/** Mail clients cut longer messages off and hide the unsubscribe link with it. */
const CLIPS_AFTER = GMAIL_CLIPS_AFTER_KB * 1_000;

/** The message as its reader will get it: made by the renderer that sends. */
export function PreviewPanel({ preview, person, onPerson, children }: PreviewPanelProps) {
  const workspaceId = useWorkspaceId();
  return (
    <Stack component="aside" gap="md" className={classes.preview} aria-label="Preview">
      <PersonSelect
        label="Preview as"
        placeholder="Example person. Choose a contact to use their values."
        value={person}
        onChange={onPerson}
        queryKey={workspaceKey(workspaceId, 'contacts', 'pick')}
        search={(text, signal) => searchPeople(workspaceId, text, signal)}
      />
      {children}
      <PreviewBody preview={preview} />
    </Stack>
  );
}

function PreviewBody({ preview }: Pick<PreviewPanelProps, 'preview'>) {
  if (preview.isPending) return <LinesSkeleton lines={8} />;
  if (!preview.data) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} title="Couldn’t load the preview" />;
  const { data } = preview;
  return (
    <>
      <div className={classes.stale} data-stale={preview.isPlaceholderData || undefined}>
        {data.html === '' ? (
          <div className={classes.broken}>The preview comes back when the errors above are corrected.</div>
        ) : (
          <HtmlPreview
            html={data.html}
            text={data.text}
            title="Preview of the message"
            height="max(420px, calc(100dvh - 350px))"
            caption={
              <>
                <div className={classes.subject} dir="auto">
                  {data.subject || 'No subject'}
                </div>
                <div className={classes.preheader} dir="auto">
                  {data.preheader || 'No preview text'}
                </div>
              </>
            }
          />
        )}
      </div>
      <p className={classes.size} data-over={data.sizeBytes > CLIPS_AFTER || undefined}>
        {formatBytes(data.sizeBytes)}
        {data.sizeBytes > CLIPS_AFTER &&
          `: Gmail cuts messages off at ${GMAIL_CLIPS_AFTER_KB} kB, with the unsubscribe link behind the cut`}
      </p>
    </>
  );
}
