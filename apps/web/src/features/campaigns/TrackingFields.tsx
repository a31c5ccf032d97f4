import { Anchor, Group, Select, Text, TextInput } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useWorkspaceSettings } from './composerQueries';
import type { CampaignDraftModel } from './useCampaignDraft';

/** What is followed of this campaign, where it differs from its workspace. */
export function TrackingFields({ draft }: { draft: CampaignDraftModel }) {
  const workspaceId = useWorkspaceId();
  const settings = useWorkspaceSettings(workspaceId).data ?? [];
  const isOn = (key: string) => settings.find((setting) => setting.key === key)?.value === 'on';
  const hasUtm = settings.some(({ key, value }) => key === 'utmSource' && value !== null);
  const { tracking } = draft.values;
  const choice = (name: 'opens' | 'clicks', label: string, isUsual: boolean) => (
    <Select
      label={label}
      data={[
        { value: '', label: `As in the workspace (${isUsual ? 'on' : 'off'})` },
        { value: 'on', label: 'On' },
        { value: 'off', label: 'Off' },
      ]}
      value={valueOf(tracking[name])}
      allowDeselect={false}
      onChange={(value) => draft.change({ tracking: { ...tracking, [name]: value ? value === 'on' : null } })}
      error={draft.errors[`tracking.${name}`]}
    />
  );
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        {choice('opens', 'Track opens', isOn('trackOpens'))}
        {choice('clicks', 'Track clicks', isOn('trackClicks'))}
      </Group>
      {hasUtm && (
        <TextInput
          label="UTM campaign"
          description="Added to links as utm_campaign"
          placeholder={draft.values.name}
          dir="auto"
          value={tracking.utmCampaign ?? ''}
          onChange={(event) => draft.change({ tracking: { ...tracking, utmCampaign: event.currentTarget.value || null } })}
          error={draft.errors['tracking.utmCampaign']}
        />
      )}
      <Text size="sm" c="dimmed">
        Tracked links and images lead through this installation.{' '}
        <Anchor component={Link} to={paths.settings(workspaceId)} size="sm">
          Workspace settings
        </Anchor>
      </Text>
    </>
  );
}

function valueOf(choice: boolean | null | undefined): string {
  if (choice === null || choice === undefined) return '';
  return choice ? 'on' : 'off';
}
