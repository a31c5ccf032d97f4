import { Anchor, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { goTo } from './ComposerSection';
import type { CheckFinding } from './linkFindings';
import { placeOfFinding } from './preflightPlaces';
import classes from './PreflightList.module.css';

interface PreflightListProps {
  findings: readonly CheckFinding[];
  templateId: string | null;
  /** On the composer findings lead to where they are put right; in a document they do not. */
  isLinked?: boolean;
}

const ORDER = { error: 0, serious: 1, warning: 2, checking: 3, note: 4, ok: 5 } as const;

export function PreflightList({ findings, templateId, isLinked = false }: PreflightListProps) {
  const ordered = [...findings].sort((left, right) => ORDER[left.severity] - ORDER[right.severity]);
  return (
    <ul className={classes.list}>
      {ordered.map((finding, index) => (
        <li key={`${finding.code}-${index}`} className={classes.item} data-severity={finding.severity}>
          <SeverityIcon severity={finding.severity} />
          <span className={classes.message} role={finding.severity === 'checking' ? 'status' : undefined}>
            {finding.message}
            {finding.url && <span className={classes.url}>{finding.url}</span>}
          </span>
          {finding.page && <PageLink {...finding.page} />}
          {isLinked && !finding.page && finding.severity !== 'ok' && finding.severity !== 'checking' && (
            <Fix finding={finding} templateId={templateId} />
          )}
        </li>
      ))}
    </ul>
  );
}

function SeverityIcon({ severity }: { severity: CheckFinding['severity'] }) {
  if (severity === 'error') return <IconCircleX size={16} className={classes.error} role="img" aria-label="Error" />;
  if (severity === 'serious') return <IconAlertTriangle size={16} className={classes.serious} role="img" aria-label="Serious warning" />;
  if (severity === 'warning') return <IconAlertTriangle size={16} className={classes.warning} role="img" aria-label="Warning" />;
  if (severity === 'note') return <IconInfoCircle size={16} className={classes.note} role="img" aria-label="Note" />;
  if (severity === 'checking') return <Loader size={14} className={classes.loader} aria-hidden />;
  return <IconCircleCheck size={16} className={classes.ok} role="img" aria-label="Fine" />;
}

function Fix({ finding, templateId }: { finding: CheckFinding; templateId: string | null }) {
  const place = placeOfFinding(useWorkspaceId(), finding, templateId);
  if (!place) return null;
  if (place.kind === 'page') return <PageLink to={place.to} label={place.label} />;
  return (
    <Anchor component="button" type="button" size="xs" className={classes.fix} onClick={() => goTo(place.step)}>
      {place.label}
    </Anchor>
  );
}

function PageLink({ to, label }: { to: string; label: string }) {
  return (
    <Anchor component={Link} to={to} size="xs" className={classes.fix}>
      {label}
    </Anchor>
  );
}
