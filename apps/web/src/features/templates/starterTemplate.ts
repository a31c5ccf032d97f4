import type { TemplateDraft } from './templateQueries';

/** A first draft that shows how a tag with a fallback looks; nobody starts well from an empty page. */
export const starterTemplate: TemplateDraft = {
  name: '',
  subject: '',
  preheader: '',
  bodyHtml: '<p>Hi {{ first_name | default: "there" }},</p><p></p>',
  signature: '<p>{{ sender.name }}<br>{{ workspace.name }}</p>',
};
