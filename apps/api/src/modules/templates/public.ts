/** What other modules use of this one besides its services. */
export type { TemplateVersionRow as TemplateVersion } from './TemplateRepository.js';
export type { MessageTemplate } from './rendering/MessageTemplate.js';
export type { RenderContact, RenderContext, RenderedMessage } from './rendering/RenderContext.js';
export { cutMarked, replaceMarked, type TemplateLink, type TemplateLinks } from './rendering/tracking/linkMarks.js';
export { escapeText, unescapeText } from './rendering/liquid/asText.js';
