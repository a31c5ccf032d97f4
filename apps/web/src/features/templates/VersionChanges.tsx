import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../shared/ui/ErrorState';
import { MessageThumb } from '../../shared/ui/MessageThumb';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import {
  contentOf,
  useTemplatePreview,
  useTemplateVersion,
  type TemplateContent,
  type TemplateVersion,
  type TemplateVersionSummary,
} from './templateQueries';
import classes from './VersionChanges.module.css';
import { diffOf } from './versionDiff';

const FIELDS = [
  { key: 'subject', label: 'Subject' },
  { key: 'preheader', label: 'Preview text' },
  { key: 'bodyHtml', label: 'Message' },
  { key: 'signature', label: 'Signature' },
] as const satisfies readonly { key: keyof TemplateContent; label: string }[];

interface VersionChangesProps {
  templateId: string;
  version: TemplateVersion;
  /** All versions, newest first. */
  versions: readonly TemplateVersionSummary[];
}

/** What a version has that another has not: both as they look, and their source line by line. */
export function VersionChanges({ templateId, version, versions }: VersionChangesProps) {
  const others = versions.filter(({ id }) => id !== version.id);
  const [otherId, setOtherId] = useState(() => (others.find((other) => other.version < version.version) ?? others[0])?.id ?? null);
  if (otherId === null) return <Text c="var(--rp-text-3)">There is no other version to compare with.</Text>;
  return (
    <Stack gap="md">
      <Select
        label="Compare with"
        allowDeselect={false}
        value={otherId}
        onChange={(next) => setOtherId(next ?? otherId)}
        data={others.map((other) => ({ value: other.id, label: `Version ${other.version}` }))}
      />
      <Compared key={otherId} templateId={templateId} version={version} otherId={otherId} />
    </Stack>
  );
}

function Compared({ templateId, version, otherId }: { templateId: string; version: TemplateVersion; otherId: string }) {
  const other = useTemplateVersion(useWorkspaceId(), templateId, otherId);
  if (other.isPending) return <LinesSkeleton lines={6} />;
  if (!other.data) return <ErrorState error={other.error} onRetry={() => void other.refetch()} />;
  const [before, after] = other.data.version < version.version ? [other.data, version] : [version, other.data];
  return <Changes before={before} after={after} />;
}

function Changes({ before, after }: { before: TemplateVersion; after: TemplateVersion }) {
  const [old, now] = [contentOf(before), contentOf(after)];
  const changed = FIELDS.map(({ key, label }) => ({ key, label, lines: diffOf(old[key], now[key]) })).filter(
    ({ lines }) => lines?.length !== 0,
  );
  return (
    <>
      <div className={classes.looks}>
        {[before, after].map((version) => (
          <Looks key={version.id} version={version} />
        ))}
      </div>
      {changed.length === 0 && (
        <Text c="var(--rp-text-3)">
          {before.name === after.name ? 'Both say the same.' : `Only the name changed, from ${before.name} to ${after.name}.`}
        </Text>
      )}
      {changed.map(({ key, label, lines }) => (
        <section key={key} aria-label={`${label}, changes`}>
          <h3 className={classes.heading}>{label}</h3>
          {lines === null ? (
            <Text c="var(--rp-text-3)">Written anew: the two have too little in common to be compared line by line.</Text>
          ) : (
            <div className={classes.source} tabIndex={0} role="group" aria-label={`${label}, line by line`}>
              {lines.map(({ kind, text }, at) => (
                <Line key={`${at}-${kind}`} kind={kind} text={text} />
              ))}
            </div>
          )}
        </section>
      ))}
    </>
  );
}

/** Insertions and deletions are told by their marks too, not by their colours alone. */
function Line({ kind, text }: { kind: 'same' | 'added' | 'removed' | 'gap'; text: string }) {
  if (kind === 'added')
    return (
      <ins className={classes.line} data-kind={kind} dir="auto">
        {text || ' '}
      </ins>
    );
  if (kind === 'removed')
    return (
      <del className={classes.line} data-kind={kind} dir="auto">
        {text || ' '}
      </del>
    );
  return (
    <span className={classes.line} data-kind={kind} dir="auto">
      {kind === 'gap' ? '…' : text || ' '}
    </span>
  );
}

function Looks({ version }: { version: TemplateVersion }) {
  // What was sent: the HTML of that time, also where it was compiled from blocks.
  const preview = useTemplatePreview(useWorkspaceId(), { ...contentOf(version), kind: 'html' as const, document: null }, null);
  return (
    <figure className={classes.figure}>
      <div className={classes.thumb}>
        <MessageThumb html={preview.data?.html} />
      </div>
      <figcaption className={classes.caption}>Version {version.version}</figcaption>
    </figure>
  );
}
