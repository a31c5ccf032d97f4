import { useState } from 'react';
import { Navigate } from 'react-router';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { CampaignComposer } from './CampaignComposer';
import { hasStarted } from './campaignNumbers';
import type { Campaign } from './campaignQueries';

/** The composer, or the figures of a campaign that can no longer be written. Loading someone else's state starts the composer anew. */
export function ComposerView({ campaign, reload }: { campaign: Campaign; reload: () => Promise<unknown> }) {
  const workspaceId = useWorkspaceId();
  const [loadedAgain, setLoadedAgain] = useState(0);
  if (hasStarted(campaign)) return <Navigate to={paths.campaign(workspaceId, campaign.id)} replace />;
  const again = async () => {
    await reload();
    setLoadedAgain((times) => times + 1);
  };
  return <CampaignComposer key={loadedAgain} campaign={campaign} onReload={() => void again()} />;
}
