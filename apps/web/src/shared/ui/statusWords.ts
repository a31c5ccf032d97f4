import type { Tone } from './StatusDot';

export interface StatusWord {
  readonly tone: Tone;
  readonly label: string;
}

/** The one table of words and tones, so that a state looks the same on every page. */
const campaign: Record<string, StatusWord> = {
  draft: { tone: 'hollow', label: 'Draft' },
  inReview: { tone: 'caution', label: 'In review' },
  approved: { tone: 'positive', label: 'Approved' },
  scheduled: { tone: 'neutral', label: 'Scheduled' },
  sending: { tone: 'active', label: 'Sending' },
  paused: { tone: 'caution', label: 'Paused' },
  sent: { tone: 'positive', label: 'Sent' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
};

const recipient: Record<string, StatusWord> = {
  planned: { tone: 'hollow', label: 'Planned' },
  claimed: { tone: 'active', label: 'Sending' },
  handed: { tone: 'active', label: 'Handed over' },
  queued: { tone: 'hollow', label: 'Waiting' },
  sending: { tone: 'active', label: 'Sending' },
  sent: { tone: 'positive', label: 'Sent' },
  accepted: { tone: 'positive', label: 'Accepted' },
  delivered: { tone: 'positive', label: 'Delivered' },
  failed: { tone: 'negative', label: 'Failed' },
  uncertain: { tone: 'caution', label: 'Uncertain' },
  skipped: { tone: 'neutral', label: 'Left out' },
  bounced: { tone: 'negative', label: 'Bounced' },
  complained: { tone: 'negative', label: 'Complained' },
  opened: { tone: 'positive', label: 'Opened' },
  clicked: { tone: 'positive', label: 'Clicked' },
  replied: { tone: 'positive', label: 'Replied' },
  unsubscribed: { tone: 'neutral', label: 'Unsubscribed' },
};

const call: Record<string, StatusWord> = {
  dialing: { tone: 'active', label: 'Dialing' },
  uncertain: { tone: 'caution', label: 'Uncertain' },
  ringing: { tone: 'active', label: 'Ringing' },
  connecting: { tone: 'active', label: 'Calling' },
  talking: { tone: 'active', label: 'On the phone' },
  completed: { tone: 'positive', label: 'Connected' },
  busy: { tone: 'neutral', label: 'Busy' },
  noAnswer: { tone: 'neutral', label: 'No answer' },
  failed: { tone: 'negative', label: 'Failed' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
};

const email: Record<string, StatusWord> = {
  subscribed: { tone: 'positive', label: 'Subscribed' },
  unsubscribed: { tone: 'neutral', label: 'Unsubscribed' },
  bounced: { tone: 'negative', label: 'Bounced' },
  complained: { tone: 'negative', label: 'Complained' },
  noEmail: { tone: 'hollow', label: 'No email' },
};

const importRun: Record<string, StatusWord> = {
  uploaded: { tone: 'hollow', label: 'Ready to map' },
  running: { tone: 'active', label: 'Importing' },
  completed: { tone: 'positive', label: 'Completed' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
  failed: { tone: 'negative', label: 'Failed' },
};

const exportRun: Record<string, StatusWord> = {
  waiting: { tone: 'hollow', label: 'Waiting' },
  running: { tone: 'active', label: 'Exporting' },
  done: { tone: 'positive', label: 'Ready' },
  expired: { tone: 'neutral', label: 'Expired' },
  cancelled: { tone: 'neutral', label: 'Cancelled' },
  failed: { tone: 'negative', label: 'Failed' },
};

const sender: Record<string, StatusWord> = {
  ready: { tone: 'positive', label: 'Ready' },
  untested: { tone: 'caution', label: 'Not tested' },
  paused: { tone: 'negative', label: 'Paused' },
};

const apiKey: Record<string, StatusWord> = {
  active: { tone: 'positive', label: 'Active' },
  expiring: { tone: 'caution', label: 'Expires soon' },
  expired: { tone: 'neutral', label: 'Expired' },
  revoked: { tone: 'neutral', label: 'Revoked' },
  replaced: { tone: 'neutral', label: 'Replaced' },
  makerLeft: { tone: 'negative', label: 'Stopped' },
};

const publicAddress: Record<string, StatusWord> = {
  reachable: { tone: 'positive', label: 'Reachable' },
  private: { tone: 'caution', label: 'Only from inside' },
  unreachable: { tone: 'negative', label: 'No answer' },
  somethingElse: { tone: 'negative', label: 'Something else' },
};

const reports: Record<string, StatusWord> = {
  arriving: { tone: 'positive', label: 'Arriving' },
  waiting: { tone: 'caution', label: 'None yet' },
  closed: { tone: 'negative', label: 'Not accepted' },
};

const mailbox: Record<string, StatusWord> = {
  reading: { tone: 'positive', label: 'Connected' },
  failing: { tone: 'negative', label: 'Can’t be read' },
  paused: { tone: 'caution', label: 'Paused' },
};

/** On the row of a sender, beside how the sender itself is. */
const senderMailbox: Record<string, StatusWord> = { failing: { tone: 'negative', label: 'Mailbox can’t be read' } };

/** Of what messages are signed with. */
const signingKey: Record<string, StatusWord> = {
  waiting: { tone: 'caution', label: 'Waiting for its record' },
  active: { tone: 'positive', label: 'Signing' },
  retired: { tone: 'neutral', label: 'Retired' },
};

const linkDomain: Record<string, StatusWord> = {
  waiting: { tone: 'caution', label: 'Waiting for its records' },
  ready: { tone: 'positive', label: 'Works' },
  failing: { tone: 'negative', label: 'Does not work' },
};

const dns: Record<string, StatusWord> = {
  ok: { tone: 'positive', label: 'Right' },
  warning: { tone: 'caution', label: 'Look at this' },
  wrong: { tone: 'negative', label: 'To correct' },
  unknown: { tone: 'neutral', label: 'Not known' },
};

const tables = {
  reports,
  mailbox,
  senderMailbox,
  dns,
  signingKey,
  campaign,
  recipient,
  linkDomain,
  call,
  email,
  import: importRun,
  exportRun,
  sender,
  apiKey,
  publicAddress,
};

export function statusWord(kind: keyof typeof tables, status: string): StatusWord {
  return tables[kind][status] ?? { tone: 'neutral', label: status };
}
