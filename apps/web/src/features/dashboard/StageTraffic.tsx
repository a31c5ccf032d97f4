import { Skeleton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import classes from './Dashboard.module.css';
import { type StageFlow, useStageFlow } from './dashboardQueries';
import { WIDGETS } from './widgets';

const SHOWN_MOVES = 3;

/** Who is on which stage, who came and went in the period, and which ways were taken most. Nothing is drawn without stages. */
export function StageTraffic({ workspaceId, days }: { workspaceId: string; days: number }) {
  const { data: flow } = useStageFlow(workspaceId, days);
  const link = { to: paths.board(workspaceId), label: 'Board' };
  if (!flow)
    return (
      <Panel title={WIDGETS.stages.title} link={link}>
        <Skeleton h={120} aria-label="Loading" />
      </Panel>
    );
  if (flow.stages.length === 0) return null;
  const largest = Math.max(1, ...flow.stages.map(({ count }) => count));
  const nameOf = (id: string) => flow.stages.find((stage) => stage.id === id)?.name ?? '';
  const moves = flow.moves.flatMap(({ fromId, toId, count }) => (toId === null ? [] : [{ from: nameOf(fromId), to: nameOf(toId), count }]));
  return (
    <Panel title={WIDGETS.stages.title} link={link} isList>
      {flow.stages.map((stage) => (
        <li key={stage.id} className={classes.stage}>
          <Link to={paths.list(workspaceId, stage.id)} className={classes.stageName} dir="auto">
            {stage.name}
          </Link>
          <span className={classes.share} aria-hidden>
            <span style={{ width: `${(stage.count / largest) * 100}%` }} />
          </span>
          <span className={`${classes.right} rp-num`}>{formatCount(stage.count)}</span>
          <Link
            to={paths.listHistory(workspaceId, stage.id)}
            className={`${classes.traffic} rp-num`}
            aria-label={`${stage.name}: ${known(stage.joined, flow)} joined and ${known(stage.left, flow)} left in ${plural(days, 'day')}`}
          >
            +{known(stage.joined, flow)} −{known(stage.left, flow)}
          </Link>
        </li>
      ))}
      {moves.length > 0 && (
        <li className={classes.moves}>
          {moves.slice(0, SHOWN_MOVES).map(({ from, to, count }) => (
            <span key={`${from} ${to}`} className={classes.move}>
              <span dir="auto">{from}</span>
              <IconArrowRight size={12} aria-label="to" />
              <span dir="auto">{to}</span>
              <b className="rp-num">{formatCount(count)}</b>
            </span>
          ))}
          <span className={classes.meta}>in {plural(days, 'day')}</span>
        </li>
      )}
    </Panel>
  );
}

/** The server counts up to a limit. */
function known(count: number, { most }: StageFlow): string {
  return count >= most ? `${formatCount(most)} or more` : formatCount(count);
}
