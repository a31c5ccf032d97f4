/** What TemplateRenderService loads when something is rendered for the first time. */
export { compileTemplate } from './compileTemplate.js';
export { inspectTemplate } from './inspectTemplate.js';
