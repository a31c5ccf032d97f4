import { Anchor, TextInput } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Composer.module.css';
import { useSenderState } from './composerQueries';
import type { CampaignDraftModel } from './useCampaignDraft';

export function SenderFields({ draft }: { draft: CampaignDraftModel }) {
  const { values, change, errors } = draft;
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          label="Name"
          placeholder="Ana Silva"
          dir="auto"
          value={values.fromName ?? ''}
          onChange={(event) => change({ fromName: event.currentTarget.value || null })}
          error={errors.fromName}
          data-path="fromName"
        />
        <TextInput
          label="Address"
          type="email"
          placeholder="ana@example.com"
          value={values.fromEmail ?? ''}
          onChange={(event) => change({ fromEmail: event.currentTarget.value.trim() || null })}
          error={errors.fromEmail}
          data-path="fromEmail"
        />
      </div>
      <TextInput
        label="Replies go to"
        type="email"
        placeholder={values.fromEmail ?? 'The sender’s address'}
        value={values.replyTo ?? ''}
        onChange={(event) => change({ replyTo: event.currentTarget.value.trim() || null })}
        error={errors.replyTo}
        data-path="replyTo"
      />
      <SenderLine />
    </>
  );
}

/** How it leaves, and whether that works today. */
function SenderLine() {
  const workspaceId = useWorkspaceId();
  const sender = useSenderState(workspaceId);
  if (!sender.data) return null;
  const { type, label, state, stateReason } = sender.data;
  return (
    <div className={classes.senderLine} id="sender">
      <span>
        Sent through <strong>{label}</strong>
        {type === 'mail_lab' && ': nothing leaves this server'}
        {state === 'paused' && stateReason && `: ${stateReason}`}
      </span>
      <Status kind="sender" value={state} />
      <Anchor component={Link} to={paths.settingsSender(workspaceId)} size="xs" ml="auto">
        Sender settings
      </Anchor>
    </div>
  );
}
