import { Navigate } from 'react-router';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { CampaignComposer } from './CampaignComposer';
import { hasStarted } from './campaignNumbers';
import type { Campaign } from './campaignQueries';

/** The composer, or the figures of a campaign that can no longer be written. */
export function ComposerView({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  if (hasStarted(campaign)) return <Navigate to={paths.campaign(workspaceId, campaign.id)} replace />;
  return <CampaignComposer campaign={campaign} />;
}
