import { Notice } from '../../shared/ui/Notice';

/** What uncertain means and how one finds out; without it the two buttons would be a guess. */
export function UncertainNote() {
  return (
    <Notice title="Why these are uncertain">
      The message had left when the connection broke, and no answer came. It may have arrived. Ask the recipient, or look into the log of
      your mail server for the Message-ID (shown in the opened message). Then choose “Was delivered”, or “Send again” if it never got there.
      Left as they are, these people are not mailed again.
    </Notice>
  );
}
