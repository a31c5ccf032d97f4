import { Button, Group, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCount } from '../../shared/format/format';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { EmptyState } from '../../shared/ui/EmptyState';
import { FilterChips, type FilterField } from '../../shared/ui/FilterChips';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { SearchInput } from '../../shared/ui/SearchInput';
import { Status } from '../../shared/ui/Status';
import { statusWord } from '../../shared/ui/statusWords';
import { toast } from '../../shared/ui/toasts';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { recipientStates } from './campaignNumbers';
import type { Campaign } from './campaignQueries';
import { MessageDrawer } from './MessageDrawer';
import {
  fetchRecipients,
  recipientsCsvUrl,
  recipientsKey,
  useResolveRecipient,
  type Recipient,
  type RecipientAct,
} from './recipientQueries';
import classes from './Recipients.module.css';
import { SKIP_REASONS, skipWord } from './skipWords';
import { Notice } from '../../shared/ui/Notice';

/** The ledger: every person of the audience, what became of their message and why. A row opens the message itself. */
export function RecipientsTable({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const mayResolve = useMay('approver');
  const [url, setUrl] = useUrlState({ state: '', did: '', skipReason: '', search: '', variantId: '', round: '' });
  const [opened, setOpened] = useState<Recipient | null>(null);
  const source = useKeysetRows({
    queryKey: recipientsKey(workspaceId, campaign.id, url),
    fetchPage: (cursor, signal) => fetchRecipients(workspaceId, campaign.id, url, cursor, signal),
  });
  const isFiltered = Object.values(url).some((value) => value !== '');
  const showsUncertain = url.state === 'uncertain' || source.rows.some((row) => row.state === 'uncertain');
  return (
    <>
      <div className={classes.bar}>
        <SearchInput value={url.search} onChange={(search) => setUrl({ search })} placeholder="Search recipients" />
        <FilterChips fields={filtersOf(campaign)} values={url} onChange={(key, value) => setUrl({ [key]: value })} />
        <Button
          component="a"
          href={recipientsCsvUrl(workspaceId, campaign.id, url)}
          download
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          className={classes.download}
        >
          Download CSV
        </Button>
      </div>
      {url.state === 'uncertain' && <UncertainNote />}
      <DataTable
        tableId="recipients"
        label={`Recipients of ${campaign.name}`}
        columns={columns}
        source={source}
        rowId={(recipient) => recipient.id}
        rowName={(recipient) => recipient.displayName}
        onOpen={setOpened}
        rowActions={mayResolve && showsUncertain ? (recipient) => <Resolve recipient={recipient} campaignId={campaign.id} /> : undefined}
        empty={
          <EmptyState
            picture="people"
            title={isFiltered ? 'No matches' : 'No recipients yet'}
            text={isFiltered ? undefined : 'Recipients appear once sending starts.'}
          />
        }
      />
      <MessageDrawer recipient={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function filtersOf({ counts, abTest }: Campaign): FilterField[] {
  const options = recipientStates(counts).map(({ state, count }) => ({
    value: state,
    label: `${statusWord('recipient', state).label} (${formatCount(count)})`,
  }));
  return [
    {
      key: 'state',
      label: 'State',
      phrase: 'State is',
      display: (value) => statusWord('recipient', value).label,
      editor: (value, apply) => (
        <Select
          aria-label="State"
          data={options}
          value={value || null}
          onChange={(next) => apply(next ?? '')}
          comboboxProps={{ withinPortal: false }}
        />
      ),
    },
    {
      key: 'did',
      label: 'What they did',
      phrase: 'Recipients who',
      display: (value) => ACTS.find((act) => act.value === value)?.label ?? value,
      editor: (value, apply) => (
        <Select
          aria-label="What they did"
          data={ACTS.map((act) => ({ value: act.value, label: `${act.label} (${formatCount(countOf(counts, act.value))})` }))}
          value={value || null}
          onChange={(next) => apply(next ?? '')}
          comboboxProps={{ withinPortal: false }}
        />
      ),
    },
    choiceOf('skipReason', 'Reason', REASONS),
    ...(abTest ? variantFilters(abTest) : []),
  ];
}

function variantFilters({ variants, sample }: NonNullable<Campaign['abTest']>): FilterField[] {
  const names = variants.map(({ id, name }) => ({ value: id ?? '', label: name }));
  return [choiceOf('variantId', 'Variant', names), ...(sample ? [choiceOf('round', 'Round', ROUNDS)] : [])];
}

const ROUNDS = [
  { value: 'test', label: 'The test' },
  { value: 'rest', label: 'The rest' },
];

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Why people were left out. */
const REASONS: Choice[] = SKIP_REASONS.map((value) => ({ value, label: skipWord(value) }));

function choiceOf(key: 'skipReason' | 'variantId' | 'round', label: string, data: Choice[]): FilterField {
  return {
    key,
    label,
    phrase: `${label} is`,
    display: (value) => data.find((one) => one.value === value)?.label ?? value,
    editor: (value, apply) => (
      <Select
        aria-label={label}
        data={data}
        value={value || null}
        onChange={(next) => apply(next ?? '')}
        comboboxProps={{ withinPortal: false }}
      />
    ),
  };
}

/** Whoever failed bounced later or was refused at once. */
function countOf(counts: Campaign['counts'], act: RecipientAct): number {
  return act === 'refused' ? counts.failed - counts.bounced : counts[act];
}

/** Each under the name of its figure. */
const ACTS: readonly { readonly value: RecipientAct; readonly label: string }[] = [
  { value: 'opened', label: 'opened it' },
  { value: 'clicked', label: 'followed a link' },
  { value: 'replied', label: 'replied' },
  { value: 'unsubscribed', label: 'unsubscribed' },
  { value: 'complained', label: 'marked it as spam' },
  { value: 'bounced', label: 'bounced' },
  { value: 'refused', label: 'were refused by the mail server' },
  { value: 'machineOpened', label: 'only machines opened it for' },
  { value: 'machineClicked', label: 'only machines followed a link for' },
];

const columns: DataColumn<Recipient>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 180,
    grow: 2,
    canHide: false,
    card: 'title',
    cell: (recipient) => (
      <span className={classes.person}>
        <PersonAvatar name={recipient.displayName} seed={recipient.contactId} size={22} />
        <span className={classes.personName} dir="auto">
          {recipient.displayName}
        </span>
      </span>
    ),
  },
  { id: 'email', header: 'Address', width: 180, grow: 2, cell: (recipient) => recipient.email },
  { id: 'state', header: 'State', width: 130, card: 'aside', cell: (recipient) => <Status kind="recipient" value={recipient.state} /> },
  { id: 'why', header: 'Why', width: 170, grow: 3, cell: (recipient) => <Why recipient={recipient} /> },
  { id: 'opened', header: 'Opened', width: 100, align: 'right', card: 'none', cell: (recipient) => <Time iso={recipient.openedAt} /> },
  { id: 'clicked', header: 'Clicked', width: 100, align: 'right', card: 'none', cell: (recipient) => <Time iso={recipient.clickedAt} /> },
  {
    id: 'attempts',
    header: 'Attempts',
    width: 90,
    align: 'right',
    card: 'none',
    startsHidden: true,
    cell: (recipient) => recipient.attempts,
  },
  {
    id: 'changed',
    header: 'Changed',
    width: 110,
    align: 'right',
    card: 'none',
    cell: (recipient) => <RelativeTime iso={recipient.updatedAt} />,
  },
];

function Time({ iso }: { iso: string | null }) {
  return iso && <RelativeTime iso={iso} />;
}

function Why({ recipient }: { recipient: Recipient }) {
  if (recipient.skipReason) return skipWord(recipient.skipReason);
  if (recipient.nextAttemptAt) {
    return (
      <span title={recipient.error ?? undefined}>
        Put off by the mail server, next attempt <RelativeTime iso={recipient.nextAttemptAt} />
        {recipient.error && `: ${recipient.error}`}
      </span>
    );
  }
  if (!recipient.error) return null;
  return <span title={recipient.error}>{recipient.state === 'planned' ? `Not sent yet: ${recipient.error}` : recipient.error}</span>;
}

function Resolve({ recipient, campaignId }: { recipient: Recipient; campaignId: string }) {
  const resolve = useResolveRecipient(useWorkspaceId(), campaignId);
  if (recipient.state !== 'uncertain') return null;
  const settle = (outcome: 'sent' | 'notSent', told: string) =>
    resolve.mutate({ recipientId: recipient.id, outcome }, { onSuccess: () => toast(told) });
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        loading={resolve.isPending}
        onClick={() => settle('sent', `Marked as delivered to ${recipient.displayName}`)}
      >
        Mark as delivered
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        loading={resolve.isPending}
        onClick={() => settle('notSent', `Sending to ${recipient.displayName} again`)}
      >
        Send again
      </Button>
    </Group>
  );
}

/** What uncertain means and how one finds out; without it the two buttons would be a guess. */
function UncertainNote() {
  return (
    <Notice title="Why these are uncertain">
      The connection broke after the message left and before the server answered. It may have arrived. Ask the recipient, or look into the
      log of your mail server for the Message-ID (shown in the opened message). Then choose “Mark as delivered”, or “Send again” if it never
      got there. Until you decide, these people aren’t emailed again.
    </Notice>
  );
}
