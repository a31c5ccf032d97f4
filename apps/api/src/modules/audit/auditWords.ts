import type { AuditChangeDto } from './AuditDtos.js';

/** What is told in other words than its name. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  primaryEmail: 'email',
  primaryPhone: 'phone',
  fromEmail: 'from address',
  isPrimary: 'stage',
  isRequired: 'required',
  templateId: 'template',
  html: 'HTML',
};

/** Read after the name of who did it. Whatever is not here is told by the words of the action itself. */
const ACTION_WORDS: Readonly<Record<string, string>> = {
  'contact.created': 'added the contact',
  'contact.trashed': 'moved the contact to the trash',
  'contact.restored': 'restored the contact from the trash',
  'contact.noteAdded': 'wrote a note',
  'contact.noteDeleted': 'deleted a note',
  'contact.bulkStarted': 'started an action on many contacts',
  'contact.bulkUndoStarted': 'started to take an action on many contacts back',
  'contact.bulkUndone': 'took an action on many contacts back',
  'contact.bulkCancelled': 'cancelled an action on many contacts',
  'contact.purged': 'removed contacts for good after 30 days in the trash',
  'consent.unsubscribed': 'unsubscribed this address',
  'consent.resubscribed': 'subscribed this address again',
  'consent.bounced': 'stopped mail to this address after a bounce',
  'consent.complained': 'stopped mail to this address after a complaint',
  'consent.manual': 'stopped mail to this address',
  'consent.manualLifted': 'allowed mail to this address again',
  'consent.bounceLifted': 'allowed mail to this address again after a bounce',
  'customField.created': 'added the field',
  'customField.deleted': 'deleted the field with all its values',
  'list.created': 'made the list',
  'list.deleted': 'deleted the list',
  'list.contactsAdded': 'added people to the list',
  'list.contactsRemoved': 'took people off the list',
  'secret.set': 'set a secret',
  'secret.removed': 'removed a secret',
  'import.uploaded': 'uploaded a file to import',
  'import.started': 'started the import',
  'import.completed': 'finished the import',
  'import.failed': 'stopped the import after an error',
  'import.cancelled': 'cancelled the import',
  'import.discarded': 'discarded the import',
  'template.created': 'made the template',
  'template.duplicated': 'made the template as a copy',
  'template.trashed': 'moved the template to the trash',
  'template.restored': 'restored the template from the trash',
  'campaign.created': 'made the campaign',
  'campaign.duplicated': 'made the campaign as a copy',
  'campaign.deleted': 'deleted the campaign',
  'campaign.testSent': 'sent a test message',
  'campaign.approvalRequested': 'asked for approval',
  'campaign.approvalWithdrawn': 'withdrew the request for approval',
  'campaign.approvalRenewed': 'approved the changed campaign again',
  'campaign.approvalVoided': 'took the approval back because something had changed',
  'campaign.approved': 'approved the campaign',
  'campaign.rejected': 'rejected the campaign',
  'campaign.launched': 'started sending',
  'campaign.scheduled': 'scheduled the campaign',
  'campaign.started': 'started sending as scheduled',
  'campaign.paused': 'paused sending',
  'installation.sendingResumed': 'resumed sending in a copied or restored installation',
  'campaign.held': 'held the campaign because its scheduled time had passed',
  'campaign.autoPaused': 'paused sending because of a problem',
  'campaign.resumed': 'resumed sending',
  'campaign.cancelled': 'cancelled the campaign',
  'campaign.finished': 'finished sending',
  'campaign.reopened': 'resumed sending after an open question was settled',
  'campaign.messageResolved': 'resolved an uncertain message',
  'sender.verified': 'checked the login of the sender',
  'sender.testSent': 'sent a test message',
  'sender.paused': 'paused the sender',
  'mailLab.played': 'played the recipient of a message in the mail lab',
  'mailLab.emptied': 'emptied the mail lab',
  'sample.created': 'made the sample workspace',
  'sample.deleted': 'deleted the sample workspace',
  'workspace.created': 'made the workspace',
  'workspace.transferred': 'handed the workspace over to another owner',
  'workspace.deleted': 'deleted the workspace, which can be restored for 30 days',
  'workspace.restored': 'restored the workspace',
  'workspace.purged': 'removed the workspace for good',
  'member.roleChanged': 'gave a member another role',
  'member.removed': 'removed a member',
  'member.left': 'left the workspace',
  'invitation.sent': 'sent an invitation',
  'invitation.resent': 'sent an invitation again',
  'invitation.linkMailed': 'asked for the link of an invitation by email',
  'invitation.revoked': 'revoked an invitation',
  'auth.emailConfirmed': 'confirmed the address of an account',
  'invitation.accepted': 'accepted an invitation',
  'apiKey.created': 'made an API key',
  'apiKey.updated': 'changed an API key',
  'apiKey.rotated': 'rotated an API key',
  'apiKey.revoked': 'revoked an API key',
  'audit.exported': 'exported the audit log',
  'audit.verified': 'verified the audit log',
  'access.refused': 'was refused',
};

/** Told by what was changed. */
const CHANGED = /\.(updated|changed|renamed)$/;

const BULK_WORDS: Readonly<Record<string, string>> = {
  trash: 'moved {n} to the trash',
  restore: 'restored {n} from the trash',
  addToList: 'put {n} on the list',
  removeFromList: 'took {n} off the list',
};

/** Whether an act is told in chosen words, or as a list of changes, and not by the name of its action. */
export function hasWords(action: string): boolean {
  return action in ACTION_WORDS || action === 'contact.bulkDone' || action.startsWith('setting.') || CHANGED.test(action);
}

/** “changed company from Acme to Beta” */
export function summaryOf(
  action: string,
  changes: readonly AuditChangeDto[],
  details: Readonly<Record<string, unknown>>,
  entityId: string | null = null,
): string {
  const bulk = action === 'contact.bulkDone' && BULK_WORDS[String(details['bulkAction'])];
  if (bulk) return bulk.replace('{n}', people(details['affected']));
  const senderType = action === 'sender.updated' && changes.find(({ field }) => field === 'type');
  if (senderType) return `switched from ${senderWord(senderType.before)} to ${senderWord(senderType.after)}`;
  const setting = action.startsWith('setting.') && entityId !== null && changes.find(({ field }) => field === 'value');
  if (setting) return oneChange({ ...setting, label: fieldLabel(entityId) });
  const words = ACTION_WORDS[action];
  if (words) return `${words}${amendment(action, changes, details)}`;
  if (CHANGED.test(action)) return changeWords(changes);
  return wordsOfName(action.replace('.', ' '));
}

/** “primaryEmail” → “email”, “defaultFromName” → “default from name” */
export function fieldLabel(field: string): string {
  return FIELD_WORDS[field] ?? wordsOfName(field.replace(/^custom\./, ''));
}

function changeWords(changes: readonly AuditChangeDto[]): string {
  const [first, second] = changes;
  if (!first) return 'saved it without a change';
  if (changes.length === 1) return oneChange(first);
  if (changes.length === 2 && second) return `changed ${first.label} and ${second.label}`;
  return `changed ${first.label}, ${second?.label ?? ''} and ${changes.length - 2} more`;
}

function oneChange({ label, before, after }: AuditChangeDto): string {
  // Equal to a reader: a secret, whose values are not kept.
  if (before === after) return `changed ${label}`;
  if (before === null) return `set ${label} to ${short(after)}`;
  if (after === null) return `cleared ${label}, which was ${short(before)}`;
  return `changed ${label} from ${short(before)} to ${short(after)}`;
}

function amendment(action: string, changes: readonly AuditChangeDto[], details: Readonly<Record<string, unknown>>): string {
  switch (action) {
    case 'list.contactsAdded':
    case 'list.contactsRemoved':
      return ` (${people(details['count'])})`;
    case 'contact.bulkUndone':
      return ` (${people(details['affected'])})`;
    case 'import.uploaded':
      return typeof details['fileName'] === 'string' ? ` (${details['fileName']})` : '';
    case 'import.completed':
      return ` (${count(details['created'])} created, ${count(details['updated'])} updated, ${count(details['rejected'])} rejected)`;
    case 'member.roleChanged':
      return roleWords(changes);
    case 'invitation.sent':
    case 'invitation.resent':
      return invitedWords(changes, details);
    case 'audit.exported':
      return ` (${count(details['entries'])} entries)`;
    case 'audit.verified':
      return details['isUnbroken'] === true ? ` (unbroken, ${count(details['entries'])} entries)` : ' (broken)';
    case 'sender.verified':
    case 'sender.testSent':
    case 'campaign.testSent':
      return details['ok'] === false ? ', which failed' : '';
    case 'access.refused':
      return typeof details['route'] === 'string' ? ` ${String(details['method'])} ${details['route'].replace(/^\/api\/v1/, '')}` : '';
    default:
      return '';
  }
}

function roleWords(changes: readonly AuditChangeDto[]): string {
  const role = changes.find(({ field }) => field === 'role');
  return role ? ` (${short(role.before)}, now ${short(role.after)})` : '';
}

function invitedWords(changes: readonly AuditChangeDto[], details: Readonly<Record<string, unknown>>): string {
  const email = changes.find(({ field }) => field === 'email')?.after ?? details['email'];
  return typeof email === 'string' ? ` (${short(email)})` : '';
}

function senderWord(type: string | null): string {
  return type === 'mail_lab' ? 'the mail lab' : (type ?? 'nothing').toUpperCase();
}

function people(value: unknown): string {
  return value === 1 ? '1 person' : `${count(value)} people`;
}

function count(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : '0';
}

function short(value: string | null): string {
  const text = (value ?? '').replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function wordsOfName(name: string): string {
  return name
    .replace(/[._]/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
