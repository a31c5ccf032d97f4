import type { TemplateSource } from '@rapport/common';
import { type MailBrand, NO_BRAND } from './baseLayout.js';
import { compileDocument } from './compileDocument.js';
import { CompiledTemplate } from './CompiledTemplate.js';

/** From what a person wrote to something that can be rendered, in one thread. */
export function compileTemplate(source: TemplateSource, brand: MailBrand = NO_BRAND): CompiledTemplate {
  return CompiledTemplate.of(compileDocument(source, brand));
}
