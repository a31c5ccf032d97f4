import { Anchor, Button, Select } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { workspaceKey } from '../../shared/api/queryKeys';
import { PersonSelect, type PersonOption } from '../../shared/form/PersonSelect';
import { paths } from '../../shared/paths';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { useSendCampaignTest, type Campaign } from './campaignQueries';
import classes from './Composer.module.css';
import { searchPeople, useSenderState, useTestMembers } from './composerQueries';
import { problemWords, sentWords } from './testOutcomes';
import { TestRecipients } from './TestRecipients';

interface SendTestProps {
  campaign: Campaign;
  /** Saves what waits, so that the test shows what is on the page. */
  beforeSend: () => Promise<boolean>;
}

/** The real message, through the real sender, to members. */
export function SendTest({ campaign, beforeSend }: SendTestProps) {
  const workspaceId = useWorkspaceId();
  const { user } = useWorkspaceScope();
  const sender = useSenderState(workspaceId);
  const members = useTestMembers(workspaceId);
  const allowance = sender.data?.testMessages;
  const send = useSendCampaignTest(workspaceId, campaign.id);
  const [to, setTo] = useState<string[]>(user.isEmailConfirmed ? [user.email] : []);
  const [person, setPerson] = useState<PersonOption | null>(null);
  const [place, setPlace] = useState('0');
  const variants = campaign.abTest?.variants ?? [];
  const [isPreparing, setPreparing] = useState(false);
  const run = async () => {
    setPreparing(true);
    const isSaved = await beforeSend();
    setPreparing(false);
    if (!isSaved) return;
    send.mutate(
      { to, contactId: person?.id ?? null, variantId: variants[Number(place)]?.id ?? null },
      {
        onSuccess: (outcomes) => {
          const words = sentWords(outcomes);
          if (words) toast(words);
        },
      },
    );
  };
  return (
    <form
      className={classes.test}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <TestRecipients
        members={members.data}
        allowance={allowance}
        isLoading={members.isPending || sender.isPending}
        value={to}
        onChange={(next) => {
          setTo(next);
          send.reset();
        }}
        error={send.data ? problemWords(send.data) : send.error ? messageOf(send.error) : undefined}
      />
      <PersonSelect
        label="With the values of"
        description="Fills in the merge tags"
        placeholder="A sample recipient"
        value={person}
        onChange={setPerson}
        queryKey={workspaceKey(workspaceId, 'contacts', 'pick')}
        search={(text, signal) => searchPeople(workspaceId, text, signal)}
      />
      {variants.length > 0 && (
        <Select
          label="Variant"
          data={variants.map(({ name }, index) => ({ value: String(index), label: name }))}
          value={place}
          allowDeselect={false}
          onChange={(value) => setPlace(value ?? '0')}
        />
      )}
      <Button
        type="submit"
        variant="default"
        loading={isPreparing || send.isPending}
        disabled={to.length === 0 || to.length > (allowance?.left ?? to.length)}
        className={classes.testButton}
      >
        Send test
      </Button>
      {send.data?.some(({ problem }) => problem === null) && sender.data?.type === 'mail_lab' && (
        <Anchor component={Link} to={paths.mailLab(workspaceId)} className={classes.testNote}>
          Read it in the mail lab
        </Anchor>
      )}
    </form>
  );
}
