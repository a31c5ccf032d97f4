import { Button, Group, Modal, SegmentedControl, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { formatDay, plural } from '../../shared/format/format';
import { confirmAction } from '../../shared/ui/confirm';
import { CopyTextButton } from '../../shared/ui/CopyTextButton';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { Campaign } from './campaignQueries';
import classes from './SharedReport.module.css';
import { type SharedLink, useSharedLinks, useShareReport, useUnshareReport } from './sharedReportQueries';

const DAYS = ['7', '30', '90'];

/** Links to the report for people without an account. */
export function ShareReport({ campaign }: { campaign: Campaign }) {
  const [isOpen, setOpen] = useState(false);
  const mayShare = useMay('author');
  if (!mayShare || campaign.startedAt === null || campaign.isSeries) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconShare2 size={15} aria-hidden />} onClick={() => setOpen(true)}>
        Share
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Share this report" size={560}>
        <Links campaign={campaign} />
      </Modal>
    </>
  );
}

function Links({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const links = useSharedLinks(workspaceId, campaign.id);
  const share = useShareReport(workspaceId, campaign.id);
  const [days, setDays] = useState('30');
  const error = share.error ?? links.error;
  return (
    <Stack gap="lg">
      <Text>
        Anyone with the link can see the figures, the curve, the links and the devices, without signing in. Recipients are never shown.
      </Text>
      <Group gap="sm" justify="space-between">
        <SegmentedControl
          aria-label="Valid for"
          value={days}
          onChange={setDays}
          data={DAYS.map((value) => ({ value, label: `${value} days` }))}
        />
        <Button loading={share.isPending} onClick={() => share.mutate(Number(days))}>
          Create link
        </Button>
      </Group>
      {error && (
        <Text c="var(--rp-negative)" role="alert">
          {messageOf(error)}
        </Text>
      )}
      {share.data && <NewLink key={share.data.link.id} url={share.data.url} />}
      {links.isPending && <Skeleton h={48} />}
      {links.data && links.data.length > 0 && (
        <ul className={classes.links} aria-label="Links to this report">
          {links.data.map((link) => (
            <LinkRow key={link.id} link={link} campaignId={campaign.id} />
          ))}
        </ul>
      )}
    </Stack>
  );
}

/** Only its hash is kept, so this is the one time it can be copied. */
function NewLink({ url }: { url: string }) {
  return (
    <Stack gap="xs">
      <Group gap="sm" wrap="nowrap" align="end">
        <TextInput
          label="Link"
          value={url}
          readOnly
          className={classes.url}
          onFocus={(event) => event.currentTarget.select()}
          description="Copy it now: it is shown only this once."
        />
      </Group>
      <Group>
        <CopyTextButton value={url} label="Copy link" isPrimary />
      </Group>
    </Stack>
  );
}

function LinkRow({ link, campaignId }: { link: SharedLink; campaignId: string }) {
  const unshare = useUnshareReport(useWorkspaceId(), campaignId);
  const revoke = () =>
    confirmAction({
      title: 'Revoke this link?',
      consequences: ['Whoever has it can no longer open the report.'],
      confirm: 'Revoke link',
      onConfirm: async () => {
        await unshare.mutateAsync(link.id);
        toast('Link revoked');
      },
    });
  return (
    <li>
      <div>
        <Text>
          Created by <span dir="auto">{link.createdBy ?? 'a former member'}</span> <RelativeTime iso={link.createdAt} />
        </Text>
        <Text size="xs" c="dimmed">
          {link.isExpired ? 'Expired' : 'Valid until'} {formatDay(link.expiresAt)} ·{' '}
          {link.opens === 0 ? (
            'not opened yet'
          ) : (
            <>
              opened {plural(link.opens, 'time')}, last {link.lastOpenedAt && <RelativeTime iso={link.lastOpenedAt} />}
            </>
          )}
        </Text>
      </div>
      <Button variant="default" size="compact-sm" loading={unshare.isPending} onClick={revoke}>
        Revoke
      </Button>
    </li>
  );
}
