import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { formatCount, plural } from '../../shared/format/format';
import { confirmAction } from '../../shared/ui/confirm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { progressOf } from './campaignNumbers';
import { useCampaignStep, type Campaign } from './campaignQueries';

/** Pause is one press, because it can be undone by one; cancelling says first what it leaves behind. */
export function SendingControls({ campaign }: { campaign: Campaign }) {
  const step = useCampaignStep(useWorkspaceId(), campaign.id);
  const may = (action: Campaign['allowedActions'][number]) => campaign.allowedActions.includes(action);
  const run = (kind: 'pause' | 'resume', told: string) => step.mutate({ step: kind }, { onSuccess: () => toast(told) });
  const isBusy = (kind: string) => step.isPending && step.variables.step === kind;
  return (
    <>
      {may('cancel') && (
        <Button
          variant="default"
          loading={isBusy('cancel')}
          onClick={() => askCancel(campaign, () => step.mutateAsync({ step: 'cancel' }))}
        >
          {campaign.isSeries ? 'End series' : 'Cancel campaign'}
        </Button>
      )}
      {may('pause') && (
        <Button leftSection={<IconPlayerPause size={15} aria-hidden />} loading={isBusy('pause')} onClick={() => run('pause', 'Paused')}>
          Pause
        </Button>
      )}
      {may('resume') && (
        <Button
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          loading={isBusy('resume')}
          onClick={() => run('resume', campaign.isSeries ? 'Series resumed' : 'Sending resumed')}
        >
          Resume
        </Button>
      )}
    </>
  );
}

function askCancel(campaign: Campaign, onConfirm: () => Promise<unknown>): void {
  confirmAction({
    title: campaign.isSeries ? `End the series ${campaign.name}?` : `Cancel ${campaign.name}?`,
    consequences: consequencesOf(campaign),
    confirm: campaign.isSeries ? 'End series' : 'Cancel campaign',
    onConfirm: async () => {
      await onConfirm();
      toast(campaign.isSeries ? 'Series ended' : 'Cancelled');
    },
  });
}

export function consequencesOf({
  status,
  counts,
  isSeries,
}: Pick<Campaign, 'status' | 'counts'> & Partial<Pick<Campaign, 'isSeries'>>): string[] {
  if (isSeries)
    return [
      'Nothing more is sent for its dates. Campaigns it has already made stay as they are.',
      'An ended series cannot be resumed, only duplicated.',
    ];
  if (status === 'scheduled') return ['It will not start. Nothing was sent.', 'To send it later, duplicate it and ask for approval again.'];
  const { sent } = progressOf(counts);
  return [
    `${plural(counts.planned, 'person', 'people')} who ${counts.planned === 1 ? 'is' : 'are'} still waiting will never get it.`,
    sent === 0
      ? 'Nothing was sent yet.'
      : `${formatCount(sent)} already ${sent === 1 ? 'has' : 'have'} it; sent messages can’t be recalled.`,
    'A cancelled campaign cannot be started again, only duplicated.',
  ];
}
