import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of templates, and how the log tells it. */
export const templateActs = {
  'template.created': 'created the template',
  'template.imported': 'imported the template',
  'template.duplicated': 'created the template as a copy',
  'template.trashed': 'moved the template to the trash',
  'template.restored': 'restored the template from the trash',
  'template.updated': changeWords,
  'template.archived': 'archived the template',
  'template.unarchived': 'restored the template from the archive',
  'template.versionNamed': changeWords,
  'templateTag.created': 'created the template tag',
  'templateTag.updated': changeWords,
  'templateTag.deleted': 'deleted the template tag',
  'templateTag.given': 'tagged templates with',
  'templateTag.removed': 'removed from templates the tag',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    templates: keyof typeof templateActs;
  }
}
