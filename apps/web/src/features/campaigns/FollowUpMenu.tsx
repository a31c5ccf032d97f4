import { Button, Menu, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { progressOf } from './campaignNumbers';
import { useFollowUp, type Campaign, type FollowUpSlice } from './campaignQueries';
import { type CampaignReport, useCampaignReport } from './reportQueries';

interface Choice {
  readonly slice: FollowUpSlice;
  readonly label: string;
  readonly count: number;
  /** Why nobody can be told apart by it. */
  readonly problem: string | null;
}

/** A further campaign for some of those who got this one. */
export function FollowUpMenu({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const followUp = useFollowUp(workspaceId, campaign.id);
  const report = useCampaignReport(workspaceId, campaign).data;
  if (!campaign.allowedActions.includes('duplicate') || progressOf(campaign.counts).sent === 0) return null;
  const choose = ({ slice, label }: Choice) =>
    act(async () => {
      const draft = await followUp.mutateAsync(slice);
      toast(`Draft made for people who ${label.toLowerCase()}`);
      await navigate(paths.campaignEdit(workspaceId, draft.id));
    });
  return (
    <Menu width={280}>
      <Menu.Target>
        <Button variant="default" loading={followUp.isPending} rightSection={<IconChevronDown size={14} aria-hidden />}>
          Follow up
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>New draft for people who</Menu.Label>
        {choicesOf(campaign, report?.tracking).map((choice) => (
          <Menu.Item
            key={choice.slice}
            disabled={choice.problem !== null || choice.count === 0}
            onClick={() => void choose(choice)}
            rightSection={
              choice.problem === null && (
                <Text span size="xs" c="dimmed" className="rp-num">
                  {formatCount(choice.count)}
                </Text>
              )
            }
          >
            {choice.label}
            {choice.problem && (
              <Text size="xs" c="dimmed">
                {choice.problem}
              </Text>
            )}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function choicesOf({ counts }: Pick<Campaign, 'counts'>, tracking: CampaignReport['tracking'] | undefined): Choice[] {
  const { sent } = progressOf(counts);
  const not = (count: number): number => Math.max(0, sent - count);
  const opens = problemOf(counts.opened, tracking?.opens, tracking?.isAnonymous);
  const clicks = problemOf(counts.clicked, tracking?.clicks, tracking?.isAnonymous);
  return [
    { slice: 'notOpened', label: 'Did not open it', count: not(counts.opened), problem: opens },
    { slice: 'opened', label: 'Opened it', count: counts.opened, problem: opens },
    { slice: 'notClicked', label: 'Did not click', count: not(counts.clicked), problem: clicks },
    { slice: 'clicked', label: 'Clicked', count: counts.clicked, problem: clicks },
    { slice: 'notReplied', label: 'Did not reply', count: not(counts.replied), problem: null },
    { slice: 'replied', label: 'Replied', count: counts.replied, problem: null },
  ];
}

/** As the server decides it. */
function problemOf(count: number, isTracked: boolean | undefined, isAnonymous: boolean | undefined): string | null {
  if (count > 0 || isTracked === undefined) return null;
  if (!isTracked) return 'Not tracked';
  return isAnonymous ? 'Counted without names' : null;
}
