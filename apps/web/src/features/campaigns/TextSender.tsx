import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { CampaignReview } from './campaignQueries';
import classes from './Composer.module.css';

/** Whom texts come from is a setting of their account. */
export function TextSender({ sender }: { sender: CampaignReview['sender'] | undefined }) {
  const workspaceId = useWorkspaceId();
  if (!sender) return null;
  return (
    <div className={classes.senderLine} id="sender">
      <span>
        Sent through <strong>{sender.label}</strong>
        {sender.type === 'mail_lab' ? ': nothing leaves this server' : ', from the number in its settings'}
      </span>
      <Anchor component={Link} to={paths.settingsSender(workspaceId)} size="xs" ml="auto">
        Sender settings
      </Anchor>
    </div>
  );
}
