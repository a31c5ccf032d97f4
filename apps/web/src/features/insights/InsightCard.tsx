import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useId } from 'react';
import { Link } from 'react-router';
import { formatExact } from '../../shared/format/format';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { InsightActions } from './InsightActions';
import { InsightProof } from './InsightProof';
import type { Insight } from './insightQueries';
import classes from './Insights.module.css';
import { actionPath, KINDS, shareText } from './insightWords';
import { ShareBars } from './ShareBars';

interface InsightCardProps {
  insight: Insight;
  isOpened: boolean;
  onOpen: (isOpened: boolean) => void;
}

/** The sentence, its number with the interval, a small chart, and what can be done. Opened, the proof is below. */
export function InsightCard({ insight, isOpened, onOpen }: InsightCardProps) {
  const workspaceId = useWorkspaceId();
  const mayAct = useMay('author');
  const proofId = useId();
  const { Icon, label } = KINDS[insight.type];
  const to = actionPath(workspaceId, insight);
  return (
    <li className={classes.card}>
      <article aria-label={insight.title}>
        <div className={classes.top}>
          <div className={classes.words}>
            <p className={classes.kind}>
              <Icon size={15} stroke={1.7} aria-hidden />
              {label}
              <span className={classes.quiet}>
                found <RelativeTime iso={insight.createdAt} />
              </span>
            </p>
            <h2 className={classes.title} dir="auto">
              {insight.title}
            </h2>
            <p className={`${classes.share} rp-num`}>{shareText(insight)}</p>
            <Decided insight={insight} />
          </div>
          <ShareBars bars={insight.bars} expected={insight.expected} />
        </div>
        <div className={classes.foot}>
          <Button component={Link} to={to} size="compact-sm" variant={insight.state === 'open' ? 'light' : 'default'}>
            {insight.action.label}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={isOpened}
            aria-controls={proofId}
            onClick={() => onOpen(!isOpened)}
            rightSection={isOpened ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
          >
            {isOpened ? 'Hide the proof' : 'Show the proof'}
          </Button>
          {mayAct && insight.state !== 'expired' && <InsightActions insight={insight} />}
        </div>
        <div id={proofId}>{isOpened && <InsightProof insight={insight} />}</div>
      </article>
    </li>
  );
}

function Decided({ insight: { state, decidedByName, decidedAt, reason, snoozedUntil } }: { insight: Insight }) {
  if (decidedAt === null || state === 'open') return null;
  const what =
    state === 'snoozed' && snoozedUntil ? `Snoozed until ${formatExact(snoozedUntil)}` : state === 'accepted' ? 'Accepted' : 'Dismissed';
  return (
    <p className={classes.decided} dir="auto">
      {what} by {decidedByName ?? 'a former member'}
      {reason && `: ${reason}`}
    </p>
  );
}
