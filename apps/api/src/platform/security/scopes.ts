/**
 * What an API key may be allowed, `resource:action`. `read` sees, `write` changes; what moves mail or decides is a scope of its own.
 * A key never may more than its maker: the role of the maker in the workspace is checked as well, on every request.
 */
export const SCOPES = {
  'workspace:read': 'See the workspace, its members and its figures',
  'workspace:write': 'Change the settings of the workspace',
  'contacts:read': 'See contacts and their timelines',
  'contacts:write': 'Add, change and delete contacts and notes',
  'contacts:export': 'Export contacts and timelines as files',
  'lists:read': 'See lists',
  'lists:write': 'Add, change and delete lists, and who is on them',
  'fields:read': 'See custom fields',
  'fields:write': 'Add, change and delete custom fields',
  'imports:read': 'See imports and what they rejected',
  'imports:write': 'Upload and run imports',
  'templates:read': 'See and preview templates',
  'templates:write': 'Add, change and delete templates',
  'campaigns:read': 'See campaigns, recipients and messages',
  'campaigns:write': 'Add, change and delete campaigns, and ask for approval',
  'campaigns:approve': 'Approve and reject campaigns',
  'campaigns:send': 'Launch, pause, resume and cancel campaigns, send tests',
  'messages:send': 'Write to single contacts',
  'senders:read': 'See how mail leaves',
  'senders:write': 'Change and test how mail leaves',
  'mailLab:read': 'See messages in the mail lab',
  'mailLab:write': 'Play the recipient in the mail lab, and empty it',
  'audit:read': 'Read, verify and export the audit log',
} as const;

export type Scope = keyof typeof SCOPES;

export const ALL_SCOPES = Object.keys(SCOPES) as Scope[];

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}
