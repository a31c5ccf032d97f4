import { Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { formatCount, formatPercent, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import { Status } from '../../shared/ui/Status';
import classes from './Dashboard.module.css';
import { type Dashboard, type Sender, useSenders } from './dashboardQueries';
import { WIDGETS } from './widgets';

type Outcomes = Dashboard['deliverability']['bySender'][number];

interface SenderHealthProps {
  workspaceId: string;
  days: number;
  outcomes: readonly Outcomes[];
}

/** Whether the senders work, how much of today’s quota is used, and how much of what went through each came back. */
export function SenderHealth({ workspaceId, days, outcomes }: SenderHealthProps) {
  const { data: senders } = useSenders(workspaceId);
  const link = { to: paths.settingsSender(workspaceId), label: 'All senders' };
  if (!senders)
    return (
      <Panel title={WIDGETS.senders.title} link={link}>
        <Skeleton h={60} aria-label="Loading" />
      </Panel>
    );
  const others = outcomes.filter(({ senderId }) => !senders.some(({ id }) => id === senderId));
  if (senders.length + others.length === 0) return null;
  return (
    <Panel title={WIDGETS.senders.title} link={link} isList>
      {senders.map((sender) => (
        <li key={sender.id}>
          <Link to={paths.settingsSender(workspaceId, sender.id)} className={classes.sender}>
            <span className={classes.senderHead}>
              <span className={`${classes.grow} ${classes.strong}`} dir="auto">
                {sender.name}
              </span>
              <Status kind="sender" value={sender.state} />
            </span>
            {sender.stateReason && (
              <span className={classes.reason} dir="auto">
                {sender.stateReason}
              </span>
            )}
            <Quota sender={sender} />
            <Sent counts={outcomes.find(({ senderId }) => senderId === sender.id)} days={days} />
          </Link>
        </li>
      ))}
      {others.map((counts) => (
        <li key={`${counts.name} ${counts.senderId ?? ''}`} className={classes.sender}>
          <span className={`${classes.grow} ${classes.strong}`} dir="auto">
            {counts.name}
          </span>
          <Sent counts={counts} days={days} />
        </li>
      ))}
    </Panel>
  );
}

function Quota({ sender: { quotaPerDay, usedToday } }: { sender: Sender }) {
  if (quotaPerDay === null) return null;
  return (
    <span className={classes.quota}>
      <span className={classes.share} aria-hidden>
        <span style={{ width: `${Math.min(1, usedToday / Math.max(1, quotaPerDay)) * 100}%` }} />
      </span>
      <span className={`${classes.meta} rp-num`}>
        {formatCount(usedToday)} of {formatCount(quotaPerDay)} today
      </span>
    </span>
  );
}

function Sent({ counts, days }: { counts: Outcomes | undefined; days: number }) {
  const period = `in ${plural(days, 'day')}`;
  if (!counts || counts.sent === 0) return <span className={classes.meta}>Nothing sent {period}</span>;
  const troubles = [
    counts.bounced > 0 ? `${formatPercent(counts.bounced, counts.sent)} bounced` : '',
    counts.complained > 0 ? `${formatPercent(counts.complained, counts.sent)} complained` : '',
    counts.failed > 0 ? `${formatCount(counts.failed)} failed` : '',
  ].filter((word) => word !== '');
  return (
    <span className={`${classes.meta} rp-num`}>
      {[`${formatCount(counts.sent)} sent ${period}`, ...(troubles.length > 0 ? troubles : ['none bounced'])].join(', ')}
    </span>
  );
}
