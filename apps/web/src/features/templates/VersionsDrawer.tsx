import { Button, Drawer, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { readableTags } from '../../shared/format/readableTags';
import { InlineField } from '../../shared/form/InlineField';
import { ErrorState } from '../../shared/ui/ErrorState';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import {
  contentOf,
  useTemplatePreview,
  useTemplateVersion,
  useTemplateVersions,
  type TemplateVersion,
  type TemplateVersionSummary,
} from './templateQueries';
import { useNameVersion } from './templateTagQueries';
import classes from './VersionsDrawer.module.css';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';

const VersionChanges = lazy(async () => ({ default: (await import('./VersionChanges')).VersionChanges }));

interface VersionsDrawerProps {
  templateId: string;
  current: number;
  isOpen: boolean;
  onClose: () => void;
  /** Puts an old text into the editor; null for people who may only read. */
  onTake: ((version: TemplateVersion) => void) | null;
}

export function VersionsDrawer({ isOpen, onClose, ...list }: VersionsDrawerProps) {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="lg"
      title="Versions"
      closeButtonProps={{ 'aria-label': 'Close versions' }}
    >
      {isOpen && <VersionList {...list} />}
    </Drawer>
  );
}

/** Every save is a version that stays: campaigns keep the one they were approved with. */
function VersionList({ templateId, current, onTake }: Omit<VersionsDrawerProps, 'isOpen' | 'onClose'>) {
  const versions = useTemplateVersions(useWorkspaceId(), templateId);
  const [shown, setShown] = useState<string | null>(null);
  if (versions.isPending) return <LinesSkeleton lines={6} />;
  if (!versions.data) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  return (
    <ul className={classes.list}>
      {versions.data.map((version) => (
        <li key={version.id} className={classes.item}>
          <button
            type="button"
            className={classes.row}
            aria-expanded={shown === version.id}
            onClick={() => setShown(shown === version.id ? null : version.id)}
          >
            <span className={classes.number}>
              Version {version.version}
              {version.label && (
                <>
                  {' · '}
                  <bdi>{version.label}</bdi>
                </>
              )}
            </span>
            <span className={classes.subject} dir="auto">
              {version.subject ? readableTags(version.subject) : 'No subject'}
            </span>
            <span className={classes.meta}>
              {version.version === current ? 'Newest' : <RelativeTime iso={version.createdAt} />}
              {version.createdByName && ` · ${version.createdByName}`}
            </span>
          </button>
          {shown === version.id && (
            <LoadedVersion
              templateId={templateId}
              versionId={version.id}
              versions={versions.data}
              mayName={onTake !== null}
              onTake={version.version === current ? null : onTake}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

interface LoadedVersionProps {
  templateId: string;
  versionId: string;
  versions: readonly TemplateVersionSummary[];
  mayName: boolean;
  onTake: VersionsDrawerProps['onTake'];
}

function LoadedVersion({ templateId, versionId, versions, mayName, onTake }: LoadedVersionProps) {
  const [view, setView] = useState('preview');
  const version = useTemplateVersion(useWorkspaceId(), templateId, versionId);
  if (version.isPending) return <LinesSkeleton lines={5} />;
  if (!version.data) return <ErrorState error={version.error} onRetry={() => void version.refetch()} />;
  return (
    <Stack gap="md" className={classes.preview}>
      {mayName && <VersionName templateId={templateId} version={version.data} />}
      <SegmentedControl
        aria-label={`Version ${version.data.version}, show`}
        value={view}
        onChange={setView}
        data={[
          { value: 'preview', label: 'Preview' },
          { value: 'changes', label: 'Changes' },
        ]}
      />
      {view === 'preview' ? (
        <VersionPreview version={version.data} />
      ) : (
        <Suspense fallback={<LinesSkeleton lines={6} />}>
          <VersionChanges templateId={templateId} version={version.data} versions={versions} />
        </Suspense>
      )}
      {onTake && (
        <Group justify="space-between" wrap="nowrap">
          <Text c="dimmed" size="xs">
            Nothing is changed until you save.
          </Text>
          <Button variant="default" onClick={() => onTake(version.data)}>
            Edit this version
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** The name is kept beside the version, which stays as it was saved. */
function VersionName({ templateId, version }: { templateId: string; version: TemplateVersion }) {
  const save = useNameVersion(useWorkspaceId(), templateId);
  return (
    <InlineField
      label="Version name"
      description="Shown in this list and wherever a campaign names its version"
      value={version.label ?? ''}
      onSave={(label) => save.mutateAsync({ versionId: version.id, label: label.trim() })}
    />
  );
}

function VersionPreview({ version }: { version: TemplateVersion }) {
  // What was sent: the HTML of that time, also where it was compiled from blocks.
  const content = { ...contentOf(version), kind: 'html' as const, document: null };
  const preview = useTemplatePreview(useWorkspaceId(), content, null);
  return preview.data ? (
    <HtmlPreview html={preview.data.html} text={preview.data.text} title={`Version ${version.version}`} height={320} />
  ) : (
    <LinesSkeleton lines={5} />
  );
}
