import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import classes from './SenderSettings.module.css';
import type { Sender } from './senderQueries';

/** What is set now, whether it works, and, when it stopped, how sending continues. */
export function SenderNow({ sender }: { sender: Sender }) {
  return (
    <div className={classes.now} data-state={sender.state} style={{ maxWidth: 480 }}>
      <div className={classes.nowText}>
        <strong style={{ fontWeight: 500 }}>{sender.account?.name ?? sender.label}</strong>
        <span className={classes.nowMeta}>{sentence(sender)}</span>
        {sender.state === 'paused' && (
          <span className={classes.nowMeta}>
            To resume: correct the settings, save, and check the connection. When the server accepts, sending continues.
          </span>
        )}
      </div>
      <Status kind="sender" value={sender.state} />
    </div>
  );
}

function sentence(sender: Sender) {
  if (sender.state === 'paused') return `Nothing is sent: ${sender.stateReason ?? 'the server refused the login.'}`;
  if (sender.type === 'mail_lab') return 'Messages go to the built-in mailbox. Nothing leaves this server.';
  if (sender.state === 'untested') return 'Saved, but not tested. Check the connection before the first campaign.';
  return (
    <>
      Checked <RelativeTime iso={sender.lastTestedAt} />
    </>
  );
}
