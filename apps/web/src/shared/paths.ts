/** Every URL of the dashboard. Components link through these functions and never spell a path themselves. */
const workspace = (workspaceId: string) => `/w/${workspaceId}`;

export const paths = {
  root: () => '/',
  login: (next?: string) => (next ? `/login?next=${encodeURIComponent(next)}` : '/login'),
  forgotPassword: () => '/forgot-password',
  deleteAccount: () => '/account/delete',
  firstRun: () => '/welcome',
  register: () => '/register',
  invitation: (token: string) => `/invite/${token}`,
  newWorkspace: () => '/workspaces/new',

  home: (workspaceId: string) => workspace(workspaceId),
  start: (workspaceId: string) => `${workspace(workspaceId)}/start`,

  contacts: (workspaceId: string, query = '') => `${workspace(workspaceId)}/contacts${query && `?${query}`}`,
  contact: (workspaceId: string, contactId: string) => `${workspace(workspaceId)}/contacts/${contactId}`,
  duplicates: (workspaceId: string) => `${workspace(workspaceId)}/contacts/duplicates`,
  merge: (workspaceId: string, contactIds: readonly string[]) => `${workspace(workspaceId)}/contacts/merge?ids=${contactIds.join(',')}`,
  merges: (workspaceId: string) => `${workspace(workspaceId)}/contacts/merges`,
  customFields: (workspaceId: string) => `${workspace(workspaceId)}/settings/fields`,
  lists: (workspaceId: string) => `${workspace(workspaceId)}/lists`,
  list: (workspaceId: string, listId: string) => `${workspace(workspaceId)}/contacts?listId=${listId}`,
  listHistory: (workspaceId: string, listId: string) => `${workspace(workspaceId)}/lists/${listId}/history`,
  board: (workspaceId: string, query = '') => `${workspace(workspaceId)}/board${query && `?${query}`}`,
  segments: (workspaceId: string) => `${workspace(workspaceId)}/segments`,
  newSegment: (workspaceId: string, rules = '') =>
    `${workspace(workspaceId)}/segments/new${rules && `?rules=${encodeURIComponent(rules)}`}`,
  segment: (workspaceId: string, segmentId: string) => `${workspace(workspaceId)}/segments/${segmentId}`,
  exports: (workspaceId: string) => `${workspace(workspaceId)}/exports`,
  inbox: (workspaceId: string) => `${workspace(workspaceId)}/inbox`,
  conversation: (workspaceId: string, conversationId: string) => `${workspace(workspaceId)}/inbox/${conversationId}`,
  imports: (workspaceId: string) => `${workspace(workspaceId)}/imports`,
  newImport: (workspaceId: string) => `${workspace(workspaceId)}/imports/new`,
  import: (workspaceId: string, importId: string) => `${workspace(workspaceId)}/imports/${importId}`,

  campaigns: (workspaceId: string, query = '') => `${workspace(workspaceId)}/campaigns${query && `?${query}`}`,
  newCampaign: (workspaceId: string) => `${workspace(workspaceId)}/campaigns/new`,
  campaign: (workspaceId: string, campaignId: string) => `${workspace(workspaceId)}/campaigns/${campaignId}`,
  campaignEdit: (workspaceId: string, campaignId: string) => `${workspace(workspaceId)}/campaigns/${campaignId}/edit`,
  campaignReview: (workspaceId: string, campaignId: string) => `${workspace(workspaceId)}/campaigns/${campaignId}/review`,
  campaignRecipients: (workspaceId: string, campaignId: string, query = '') =>
    `${workspace(workspaceId)}/campaigns/${campaignId}/recipients${query && `?${query}`}`,

  insights: (workspaceId: string, insightId = '') => `${workspace(workspaceId)}/insights${insightId && `?insight=${insightId}`}`,

  calendar: (workspaceId: string) => `${workspace(workspaceId)}/calendar`,

  templates: (workspaceId: string) => `${workspace(workspaceId)}/templates`,
  /** Where a new template begins: a blank page, a text or a design. */
  startTemplate: (workspaceId: string) => `${workspace(workspaceId)}/templates?start=choose`,
  newTemplate: (workspaceId: string) => `${workspace(workspaceId)}/templates/new`,
  images: (workspaceId: string) => `${workspace(workspaceId)}/templates/images`,
  snippets: (workspaceId: string) => `${workspace(workspaceId)}/templates/snippets`,
  newSnippet: (workspaceId: string) => `${workspace(workspaceId)}/templates/snippets/new`,
  snippet: (workspaceId: string, snippetId: string) => `${workspace(workspaceId)}/templates/snippets/${snippetId}`,
  template: (workspaceId: string, templateId: string) => `${workspace(workspaceId)}/templates/${templateId}`,
  mailLab: (workspaceId: string) => `${workspace(workspaceId)}/mail-lab`,
  systemMail: (workspaceId: string, mailId = '') => `${workspace(workspaceId)}/mail-lab/system${mailId && `/${mailId}`}`,
  labMessage: (workspaceId: string, messageId: string) => `${workspace(workspaceId)}/mail-lab/${messageId}`,

  settings: (workspaceId: string) => `${workspace(workspaceId)}/settings`,
  settingsMembers: (workspaceId: string) => `${workspace(workspaceId)}/settings/members`,
  /** `domain`: whose DNS records are looked up at once. */
  settingsSender: (workspaceId: string, id: string | null = null, domain: string | null = null) =>
    `${workspace(workspaceId)}/settings/sender${id ? `?sender=${encodeURIComponent(id)}` : ''}${id && domain ? `&domain=${encodeURIComponent(domain)}` : ''}`,
  settingsApiKeys: (workspaceId: string) => `${workspace(workspaceId)}/settings/api-keys`,
  settingsAudit: (workspaceId: string, query = '') => `${workspace(workspaceId)}/settings/audit${query && `?${query}`}`,
  settingsProfile: (workspaceId: string) => `${workspace(workspaceId)}/settings/profile`,
  settingsSecurity: (workspaceId: string) => `${workspace(workspaceId)}/settings/security`,
  settingsIdentity: (workspaceId: string) => `${workspace(workspaceId)}/settings/identity`,
  settingsAi: (workspaceId: string) => `${workspace(workspaceId)}/settings/ai`,
  settingsTopics: (workspaceId: string) => `${workspace(workspaceId)}/settings/topics`,
  settingsForms: (workspaceId: string) => `${workspace(workspaceId)}/settings/forms`,
  settingsForm: (workspaceId: string, formId: string) => `${workspace(workspaceId)}/settings/forms/${formId}`,
  settingsBranding: (workspaceId: string) => `${workspace(workspaceId)}/settings/branding`,
  settingsDanger: (workspaceId: string) => `${workspace(workspaceId)}/settings/danger`,
  settingsPreferences: (workspaceId: string) => `${workspace(workspaceId)}/settings/preferences`,
  settingsInstallation: (workspaceId: string) => `${workspace(workspaceId)}/settings/installation`,
} as const;
