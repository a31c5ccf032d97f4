import { Anchor, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { workspaceKey } from '../../shared/api/queryKeys';
import { PersonSelect, type PersonOption } from '../../shared/form/PersonSelect';
import { paths } from '../../shared/paths';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { useSendCampaignTest } from './campaignQueries';
import classes from './Composer.module.css';
import { searchPeople, useSenderState } from './composerQueries';

interface SendTestProps {
  campaignId: string;
  /** Saves what waits, so that the test shows what stands on the page. */
  beforeSend: () => Promise<boolean>;
}

/** The real message, through the real sender, to oneself. */
export function SendTest({ campaignId, beforeSend }: SendTestProps) {
  const workspaceId = useWorkspaceId();
  const { user } = useWorkspaceScope();
  const sender = useSenderState(workspaceId);
  const send = useSendCampaignTest(workspaceId, campaignId);
  const [to, setTo] = useState(user.email);
  const [person, setPerson] = useState<PersonOption | null>(null);
  const [isPreparing, setPreparing] = useState(false);
  const run = async () => {
    setPreparing(true);
    const isSaved = await beforeSend();
    setPreparing(false);
    if (!isSaved) return;
    send.mutate({ to: to.trim(), contactId: person?.id ?? null }, { onSuccess: ({ ok }) => ok && toast(`Test sent to ${to.trim()}`) });
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
        description="A member of this workspace, at a confirmed address. Approvers, admins and owners can also use other addresses."
        type="email"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={problemOf(send.error, send.data)}
      />
      <PersonSelect
        label="With the values of"
        placeholder="Somebody of the audience"
        value={person}
        onChange={setPerson}
        queryKey={workspaceKey(workspaceId, 'contacts', 'pick')}
        search={(text, signal) => searchPeople(workspaceId, text, signal)}
      />
      <Button type="submit" variant="default" loading={isPreparing || send.isPending} className={classes.testButton}>
        Send test
      </Button>
      {send.data?.ok && sender.data?.type === 'mail_lab' && (
        <Anchor component={Link} to={paths.mailLab(workspaceId)} className={classes.testNote}>
          Read it in the mail lab
        </Anchor>
      )}
    </form>
  );
}

/** Refused by Rapport, or by the mail server: its own words and what to do about them. */
function problemOf(
  error: unknown,
  result: { ok: boolean; serverResponse: string | null; hint: string | null } | undefined,
): string | undefined {
  if (result && !result.ok) return [result.serverResponse ?? 'The mail server did not take it.', result.hint].filter(Boolean).join(' ');
  if (!error) return undefined;
  const ofAddress = isApiError(error) ? error.fields?.find(({ field }) => field === 'to') : undefined;
  return ofAddress?.message ?? messageOf(error);
}
