import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import { ProgressBar } from '../../shared/ui/ProgressBar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import { campaignProgress } from './campaignProgress';
import classes from './Dashboard.module.css';
import { useCampaignPace, type ActiveCampaign } from './dashboardQueries';

export function ActiveCampaigns({ workspaceId, campaigns }: { workspaceId: string; campaigns: readonly ActiveCampaign[] }) {
  if (campaigns.length === 0) return null;
  return (
    <Panel title="In progress" link={{ to: paths.campaigns(workspaceId), label: 'All campaigns' }} isList>
      {campaigns.map((campaign) => (
        <li key={campaign.id}>
          <ActiveCampaignRow workspaceId={workspaceId} campaign={campaign} />
        </li>
      ))}
    </Panel>
  );
}

function ActiveCampaignRow({ workspaceId, campaign }: { workspaceId: string; campaign: ActiveCampaign }) {
  const pace = useCampaignPace(workspaceId, campaign.id);
  const progress = campaignProgress(campaign.counts);
  const isWaiting = campaign.status === 'scheduled' || campaign.status === 'approved';
  return (
    <Link to={paths.campaign(workspaceId, campaign.id)} className={classes.campaign}>
      <span className={classes.campaignHead}>
        <span className={`${classes.grow} ${classes.strong}`} dir="auto">
          {campaign.name}
        </span>
        <Status kind="campaign" value={campaign.status} />
      </span>
      {campaign.statusReason && (
        <span className={classes.reason} dir="auto">
          {campaign.statusReason}
        </span>
      )}
      {isWaiting ? (
        <span className={classes.meta}>
          Starts <RelativeTime iso={campaign.scheduledAt} fallback="when it is launched" />
        </span>
      ) : (
        <ProgressBar
          label={`Progress of ${campaign.name}`}
          {...progress}
          unit="settled"
          rate={pace.perMinute}
          secondsLeft={pace.etaSeconds}
          isPaused={campaign.status === 'paused'}
        />
      )}
    </Link>
  );
}
