import { Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import type { Campaign } from './campaignQueries';
import { useExampleMessage } from './reportQueries';
import classes from './Progress.module.css';

/** The message exactly as one of the recipients got it. */
export function CampaignMessage({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const { recipient, message } = useExampleMessage(workspaceId, campaign);
  if (campaign.counts.delivered + campaign.counts.accepted === 0)
    return <div className={classes.noMessage}>The message appears here once it is sent.</div>;
  if (!recipient || !message) return <Skeleton h={480} radius="lg" />;
  return (
    <HtmlPreview
      html={message.html}
      text={message.text}
      title="Message as sent"
      height={480}
      caption={
        <div className={classes.caption}>
          <div className={classes.subject} dir="auto">
            {message.subject}
          </div>
          <div className={classes.when}>
            As{' '}
            <Link to={paths.contact(workspaceId, recipient.contactId)} dir="auto">
              {recipient.displayName}
            </Link>{' '}
            got it, from <bdi>{message.from}</bdi>
          </div>
        </div>
      }
    />
  );
}
