/** What other modules use of this one besides its services. */
export type { TemplateVersionRow as TemplateVersion } from './TemplateRepository.js';
export type { MessageTemplate } from './rendering/MessageTemplate.js';
export type { RenderContact, RenderContext, RenderedMessage } from './rendering/RenderContext.js';
