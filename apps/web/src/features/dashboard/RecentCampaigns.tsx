import { Link } from 'react-router';
import { formatPercent } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';

type Campaign = Dashboard['campaigns']['recent'][number];

/** The campaigns that changed last: where they are, and how they did. Those under way have a panel of their own. */
export function RecentCampaigns({ workspaceId, campaigns }: { workspaceId: string; campaigns: readonly Campaign[] }) {
  if (campaigns.length === 0) return null;
  return (
    <Panel title="Recent campaigns" link={{ to: paths.campaigns(workspaceId), label: 'All campaigns' }} isList>
      {campaigns.map((campaign) => (
        <li key={campaign.id}>
          <Link to={paths.campaign(workspaceId, campaign.id)} className={classes.recent}>
            <span className={classes.recentName}>
              <span className={`${classes.grow} ${classes.strong}`} dir="auto">
                {campaign.name}
              </span>
              <span className={classes.meta}>
                <RelativeTime iso={campaign.startedAt ?? campaign.updatedAt} />
              </span>
            </span>
            <Status kind="campaign" value={campaign.status} />
            <Reception campaign={campaign} />
          </Link>
        </li>
      ))}
    </Panel>
  );
}

function Reception({ campaign: { counts } }: { campaign: Campaign }) {
  const sent = counts.accepted + counts.delivered;
  if (sent === 0) return <span />;
  return (
    <span className={classes.reception}>
      <span className={classes.receptionTrack} aria-hidden>
        <span className={classes.receptionOpened} style={{ width: `${(counts.opened / sent) * 100}%` }} />
        <span className={classes.receptionClicked} style={{ width: `${(counts.clicked / sent) * 100}%` }} />
      </span>
      <span className={`${classes.meta} rp-num`}>
        {formatPercent(counts.opened, sent)} opened, {formatPercent(counts.clicked, sent)} clicked
      </span>
    </span>
  );
}
