import {
  IconAlertTriangle,
  IconBell,
  IconFileAlert,
  IconInbox,
  IconMailOff,
  IconPlayerPause,
  IconPlugConnectedX,
  IconUserCheck,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import { paths } from '../../shared/paths';
import type { Dashboard } from './dashboardQueries';

export type Need = Dashboard['needsYou'][number];

interface NeedLook {
  readonly Icon: TablerIcon;
  /** Where it is settled. */
  readonly pathTo: (workspaceId: string, id: string | null) => string;
}

/** One entry for each kind that the API knows: one too few or too many does not compile. */
export const NEEDS: Readonly<Record<Need['kind'], NeedLook>> = {
  sender: { Icon: IconPlugConnectedX, pathTo: (workspaceId) => paths.settingsSender(workspaceId) },
  mailbox: { Icon: IconMailOff, pathTo: (workspaceId, id) => paths.settingsSender(workspaceId, id) },
  campaign: { Icon: IconPlayerPause, pathTo: ofCampaign((workspaceId, id) => paths.campaign(workspaceId, id)) },
  approval: { Icon: IconUserCheck, pathTo: ofCampaign((workspaceId, id) => paths.campaignReview(workspaceId, id)) },
  uncertain: {
    Icon: IconAlertTriangle,
    pathTo: ofCampaign((workspaceId, id) => paths.campaignRecipients(workspaceId, id, 'state=uncertain')),
  },
  failedImport: {
    Icon: IconFileAlert,
    pathTo: (workspaceId, id) => (id ? paths.import(workspaceId, id) : paths.imports(workspaceId)),
  },
  answer: { Icon: IconInbox, pathTo: (workspaceId) => paths.inbox(workspaceId) },
  reminder: { Icon: IconBell, pathTo: (workspaceId, id) => (id ? paths.contact(workspaceId, id) : paths.home(workspaceId)) },
};

function ofCampaign(pathTo: (workspaceId: string, id: string) => string): NeedLook['pathTo'] {
  return (workspaceId, id) => (id ? pathTo(workspaceId, id) : paths.campaigns(workspaceId));
}
