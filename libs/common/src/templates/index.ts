export { checkTemplate, hasErrors } from './checkTemplate.js';
export { findTagUses, tagsWithoutFallback, type TagUse } from './findTagUses.js';
export { MERGE_TAGS, mergeTagsFor, type MergeTag, type MergeTagField, type MergeTagGroup } from './mergeTags.js';
export { normalizeMergeTags } from './normalizeMergeTags.js';
export { readExpression } from './readExpression.js';
export { scanTemplate, type TemplateToken } from './scanTemplate.js';
export { TEMPLATE_BLOCKS, TEMPLATE_FILTERS } from './templateLanguage.js';
export type { TemplateField, TemplateProblem, TemplateSource } from './TemplateSource.js';
