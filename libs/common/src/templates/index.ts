export { checkTemplate, hasErrors } from './checkTemplate.js';
export { findTagUses, tagsWithoutFallback, type TagUse } from './findTagUses.js';
export { MERGE_TAGS, mergeTagsFor, type MergeTag, type MergeTagField, type MergeTagGroup } from './mergeTags.js';
export { normalizeMergeTags } from './normalizeMergeTags.js';
export { readExpression } from './readExpression.js';
export { scanTemplate, type TemplateToken } from './scanTemplate.js';
export { TEMPLATE_BLOCKS, TEMPLATE_FILTERS } from './templateLanguage.js';
export { TEMPLATE_KINDS, type TemplateField, type TemplateKind, type TemplateProblem, type TemplateSource } from './TemplateSource.js';
export * from './blocks/blockDocument.js';
export { conditionExpression, conditionInWords, findConditionProblem, needsValue } from './blocks/blockConditions.js';
export { checkBlockDocument, writtenIn } from './blocks/checkBlockDocument.js';
export { readBlockDocument, readBlockGroup, type BlockProblem, type ReadBlockDocument } from './blocks/readBlockDocument.js';
export {
  fillSnippets,
  foldedLine,
  foldSnippets,
  holdsSnippet,
  LONGEST_SNIPPET,
  looseSnippets,
  MOST_SNIPPET_BLOCKS,
  renewSnippets,
  snippetBlocks,
  snippetHtml,
  snippetKeyOf,
  snippetsIn,
  snippetTag,
  SNIPPET_KINDS,
  type SnippetContent,
  type SnippetKind,
  type SnippetUse,
} from './snippets/snippetTags.js';
export { designDocument, templateDesigns } from './designs/designs.js';
export type { TemplateDesign } from './designs/designParts.js';
