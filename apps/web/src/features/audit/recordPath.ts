import { paths } from '../../shared/paths';
import type { AuditEntry } from './auditQueries';

/** Where a record of the log can be opened; null when it is gone or has no page. */
export function recordPath(workspaceId: string, { entity, details }: Pick<AuditEntry, 'entity' | 'details'>): string | null {
  if (!entity?.exists) return null;
  switch (entity.type) {
    case 'contact':
      return paths.contact(workspaceId, entity.id);
    case 'list':
      return paths.list(workspaceId, entity.id);
    case 'segment':
      return paths.segment(workspaceId, entity.id);
    case 'template':
      return paths.template(workspaceId, entity.id);
    case 'campaign':
      return paths.campaign(workspaceId, entity.id);
    case 'import':
      return paths.import(workspaceId, entity.id);
    case 'customField':
      return paths.customFields(workspaceId);
    case 'topic':
      return paths.settingsTopics(workspaceId);
    case 'form':
      return paths.settingsForm(workspaceId, entity.id);
    case 'sender':
      return paths.settingsSender(workspaceId);
    case 'member':
      return paths.settingsMembers(workspaceId);
    case 'bulkAction':
      return typeof details['listId'] === 'string' ? paths.list(workspaceId, details['listId']) : null;
    default:
      return null;
  }
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  contact: 'Contact',
  list: 'List',
  segment: 'Segment',
  customField: 'Contact field',
  template: 'Template',
  topic: 'Topic',
  form: 'Sign-up form',
  campaign: 'Campaign',
  import: 'Import',
  sender: 'Sender',
  workspace: 'Workspace',
  member: 'Member',
  user: 'Account',
  invitation: 'Invitation',
  apiKey: 'API key',
  bulkAction: 'Bulk action',
  auditLog: 'Audit log',
};

export function kindWord(type: string): string {
  return KIND_WORDS[type] ?? type.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (first) => first.toUpperCase());
}
