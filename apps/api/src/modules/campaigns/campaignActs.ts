import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of campaigns, and how the log tells it. */
export const campaignActs = {
  'campaign.created': 'created the campaign',
  'campaign.duplicated': 'created the campaign as a copy',
  'campaign.followedUp': 'created the campaign as a follow-up',
  'campaign.deleted': 'deleted the campaign',
  'campaign.testSent': ({ details }) => `sent a test message${details['ok'] === false ? ', which failed' : ''}`,
  'campaign.approvalRequested': 'requested approval',
  'campaign.approvalWithdrawn': 'withdrew the request for approval',
  'campaign.approvalRenewed': 'approved the changed campaign again',
  'campaign.approvalVoided': 'voided the approval because something changed',
  'campaign.approved': 'approved the campaign',
  'campaign.signed': ({ details }) => `approved the campaign (${String(details['signatures'])} of ${String(details['needed'])} approvals)`,
  'campaign.rejected': 'rejected the campaign',
  'campaign.launched': 'started sending',
  'campaign.scheduled': 'scheduled the campaign',
  'campaign.started': 'started sending as scheduled',
  'campaign.paused': 'paused sending',
  'campaign.held': 'held the campaign because its scheduled time had passed',
  'campaign.autoPaused': 'paused sending because of a problem',
  'campaign.resumed': 'resumed sending',
  'campaign.cancelled': 'cancelled the campaign',
  'campaign.finished': 'finished sending',
  'campaign.reopened': 'resumed sending after uncertain messages were resolved',
  'campaign.messageResolved': 'resolved an uncertain message',
  'campaign.seriesPaused': 'paused the series',
  'campaign.seriesResumed': 'resumed the series',
  'campaign.seriesFinished': 'finished the series: it has no more dates',
  'campaign.occurred': ({ details }) => `created the campaign for a date of “${String(details['series'])}”`,
  'campaign.dateSkipped': ({ details }) => `skipped the date ${dayOf(details['date'])}`,
  'campaign.dateMissed': ({ details }) => `missed the date ${dayOf(details['date'])}`,
  'campaign.variantChosen': ({ details }) => choiceWords(details),
  'campaign.updated': changeWords,
} as const satisfies Record<string, ActWords>;

function dayOf(date: unknown): string {
  return String(date).slice(0, 10);
}

function choiceWords({ variant, reason }: Readonly<Record<string, unknown>>): string {
  const name = typeof variant === 'string' ? `“${variant}”` : 'a variant';
  if (reason === 'person') return `chose ${name} for the rest of the recipients`;
  return reason === 'winner' ? `sent the rest ${name}, which won its test` : `sent the rest ${name}, as no variant won`;
}

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    campaigns: keyof typeof campaignActs;
  }
}
