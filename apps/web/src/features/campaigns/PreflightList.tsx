import { Anchor } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { CampaignReview } from './campaignQueries';
import { goTo } from './ComposerSection';
import { placeOfFinding } from './preflightPlaces';
import classes from './PreflightList.module.css';

interface PreflightListProps {
  findings: CampaignReview['preflight'];
  templateId: string | null;
  /** On the composer findings lead to where they are put right; in a document they do not. */
  isLinked?: boolean;
}

const ORDER = { error: 0, warning: 1, ok: 2 } as const;

export function PreflightList({ findings, templateId, isLinked = false }: PreflightListProps) {
  const ordered = [...findings].sort((left, right) => ORDER[left.severity] - ORDER[right.severity]);
  return (
    <ul className={classes.list}>
      {ordered.map((finding, index) => (
        <li key={`${finding.code}-${index}`} className={classes.item} data-severity={finding.severity}>
          <SeverityIcon severity={finding.severity} />
          <span className={classes.message}>{finding.message}</span>
          {isLinked && finding.severity !== 'ok' && <Fix finding={finding} templateId={templateId} />}
        </li>
      ))}
    </ul>
  );
}

function SeverityIcon({ severity }: { severity: 'error' | 'warning' | 'ok' }) {
  if (severity === 'error') return <IconCircleX size={16} className={classes.error} role="img" aria-label="Error" />;
  if (severity === 'warning') return <IconAlertTriangle size={16} className={classes.warning} role="img" aria-label="Warning" />;
  return <IconCircleCheck size={16} className={classes.ok} role="img" aria-label="Fine" />;
}

function Fix({ finding, templateId }: { finding: CampaignReview['preflight'][number]; templateId: string | null }) {
  const place = placeOfFinding(useWorkspaceId(), finding, templateId);
  if (!place) return null;
  if (place.kind === 'page') {
    return (
      <Anchor component={Link} to={place.to} size="xs" className={classes.fix}>
        {place.label}
      </Anchor>
    );
  }
  return (
    <Anchor component="button" type="button" size="xs" className={classes.fix} onClick={() => goTo(place.step)}>
      {place.label}
    </Anchor>
  );
}
