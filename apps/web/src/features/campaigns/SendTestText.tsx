import { Anchor, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { workspaceKey } from '../../shared/api/queryKeys';
import { PersonSelect, type PersonOption } from '../../shared/form/PersonSelect';
import { allowanceWords } from '../../shared/format/allowance';
import { paths } from '../../shared/paths';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useSendCampaignTest, type CampaignReview } from './campaignQueries';
import classes from './Composer.module.css';
import { searchPeople, useSenderState } from './composerQueries';
import { problemWords, sentWords } from './testOutcomes';

interface SendTestTextProps {
  campaignId: string;
  sender: CampaignReview['sender'] | undefined;
  beforeSend: () => Promise<boolean>;
}

/** The real text to a phone. Nobody confirms phone numbers here, so it takes someone who may send campaigns. */
export function SendTestText({ campaignId, sender, beforeSend }: SendTestTextProps) {
  const workspaceId = useWorkspaceId();
  const maySend = useMay('approver');
  const allowance = useSenderState(workspaceId).data?.testMessages;
  const send = useSendCampaignTest(workspaceId, campaignId);
  const [phone, setPhone] = useState('');
  const [person, setPerson] = useState<PersonOption | null>(null);
  const [isPreparing, setPreparing] = useState(false);
  if (!maySend) return <p className={classes.help}>Test texts can be sent by approvers, admins and owners.</p>;
  const run = async () => {
    setPreparing(true);
    const isSaved = await beforeSend();
    setPreparing(false);
    if (!isSaved) return;
    send.mutate(
      { to: [phone.trim()], contactId: person?.id ?? null, by: 'phone' },
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
      <TextInput
        label="Send a test to"
        description={`A phone number with its country code${allowance ? `. ${allowanceWords(allowance, 'test messages')}` : ''}`}
        placeholder="+49 30 23125501"
        type="tel"
        value={phone}
        onChange={(event) => {
          setPhone(event.currentTarget.value);
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
      <Button
        type="submit"
        variant="default"
        loading={isPreparing || send.isPending}
        disabled={phone.trim() === '' || allowance?.left === 0}
        className={classes.testButton}
      >
        Send test
      </Button>
      {send.data?.some(({ problem }) => problem === null) && sender?.type === 'mail_lab' && (
        <Anchor component={Link} to={paths.mailLab(workspaceId)} className={classes.testNote}>
          Read it in the mail lab
        </Anchor>
      )}
    </form>
  );
}
