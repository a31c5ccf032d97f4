import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconCopy, IconFileText, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { useRecordHistory } from '../../shared/history/recordHistory';
import { paths } from '../../shared/paths';
import { confirmAction } from '../../shared/ui/confirm';
import { PageHeader } from '../../shared/ui/PageHeader';
import { Status } from '../../shared/ui/Status';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { act } from '../../shared/ui/act';
import { hasStarted } from './campaignNumbers';
import { useCampaignStep, useDeleteCampaign, useDuplicateCampaign, type Campaign } from './campaignQueries';
import classes from './CampaignHeader.module.css';
import { OpenComments } from './OpenComments';

interface CampaignHeaderProps {
  campaign: Campaign;
  /** What is in the composer's name field may be newer than what is saved. */
  title?: string;
  context?: ReactNode;
  action?: ReactNode;
}

/** The same on every page of a campaign: name, state, and what else one can do with it. */
export function CampaignHeader({ campaign, title, context, action }: CampaignHeaderProps) {
  const workspaceId = useWorkspaceId();
  return (
    <>
      <PageHeader
        title={title?.trim() || campaign.name}
        crumbs={[{ label: 'Campaigns', to: paths.campaigns(workspaceId) }]}
        status={
          <>
            <Status kind="campaign" value={campaign.status} />
            <OpenComments campaignId={campaign.id} />
          </>
        }
        context={context}
        action={action}
        menu={<CampaignMenu campaign={campaign} />}
      />
      {hasStarted(campaign) && (
        <nav aria-label="Pages of this campaign" className={classes.tabs}>
          <NavLink end to={paths.campaign(workspaceId, campaign.id)}>
            Overview
          </NavLink>
          {!campaign.isSeries && <NavLink to={paths.campaignRecipients(workspaceId, campaign.id)}>Recipients</NavLink>}
          <NavLink to={paths.campaignReview(workspaceId, campaign.id)}>Review</NavLink>
        </nav>
      )}
    </>
  );
}

function CampaignMenu({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const openHistory = useRecordHistory();
  const duplicate = useDuplicateCampaign(workspaceId);
  const remove = useDeleteCampaign(workspaceId);
  const step = useCampaignStep(workspaceId, campaign.id);
  const may = (action: Campaign['allowedActions'][number]) => campaign.allowedActions.includes(action);
  const copy = () =>
    act(async () => {
      const made = await duplicate.mutateAsync(campaign.id);
      toast('Campaign duplicated as a draft');
      await navigate(paths.campaignEdit(workspaceId, made.id));
    });
  const askDelete = () =>
    confirmAction({
      title: `Delete the campaign ${campaign.name}?`,
      consequences: ['Its audience, schedule, approval and comments are lost. The template and the contacts stay.'],
      confirm: 'Delete campaign',
      onConfirm: async () => {
        await remove.mutateAsync(campaign.id);
        await navigate(paths.campaigns(workspaceId));
      },
    });
  const askWithdraw = () =>
    confirmAction({
      title: campaign.status === 'inReview' ? 'Withdraw the request for approval?' : 'Withdraw the approval?',
      consequences: [
        'The campaign becomes a draft again, and approval has to be requested again.',
        ...(hasStarted(campaign) ? ['Until then nothing is sent.'] : []),
      ],
      confirm: 'Back to draft',
      isDestructive: false,
      onConfirm: async () => {
        await step.mutateAsync({ step: 'withdraw' });
        await navigate(paths.campaignEdit(workspaceId, campaign.id));
      },
    });
  return (
    <>
      {may('edit') && (
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => void navigate(paths.campaignEdit(workspaceId, campaign.id))}>
          Edit
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconFileText size={15} />} onClick={() => void navigate(paths.campaignReview(workspaceId, campaign.id))}>
        Review document
      </Menu.Item>
      <Menu.Item
        leftSection={<IconHistory size={15} />}
        onClick={() => openHistory({ type: 'campaign', id: campaign.id, name: campaign.name })}
      >
        History
      </Menu.Item>
      {may('duplicate') && (
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void copy()}>
          Duplicate
        </Menu.Item>
      )}
      {may('withdraw') && (
        <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={askWithdraw}>
          {campaign.status === 'inReview' ? 'Withdraw request' : 'Withdraw approval'}
        </Menu.Item>
      )}
      {may('delete') && (
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={askDelete}>
          Delete
        </Menu.Item>
      )}
    </>
  );
}
