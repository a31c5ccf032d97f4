import type { BlockDocument, MergeTag, TemplateProblem, TemplateSource } from '@rapport/common';
import type { CompiledMjml } from '../blocks/compileMjml.js';
import type { MailBrand } from './baseLayout.js';
import type { CompiledDocument } from './CompiledDocument.js';
import type { RenderContext, RenderedMessage } from './RenderContext.js';

/** What the render threads are asked. All of it is plain data. */
export type RenderTask =
  | {
      readonly kind: 'inspect';
      readonly source: TemplateSource;
      /** What the body was compiled from, for the checks of blocks. */
      readonly document: BlockDocument | null;
      readonly tags: readonly MergeTag[];
      readonly context: RenderContext;
      readonly brand: MailBrand;
    }
  | { readonly kind: 'compile'; readonly source: TemplateSource; readonly brand: MailBrand; readonly marksLinks: boolean }
  /** Answered by the threads that know MJML (blocks/blockThread.ts). */
  | { readonly kind: 'blocks'; readonly document: BlockDocument }
  | { readonly kind: 'mjml'; readonly source: string }
  /** Without a document the thread uses the one it knows by this key, or answers null. */
  | { readonly kind: 'render'; readonly key: string; readonly document: CompiledDocument | null; readonly context: RenderContext };

export interface RenderResults {
  inspect: { problems: TemplateProblem[]; rendered: RenderedMessage | null };
  compile: CompiledDocument;
  render: RenderedMessage | null;
  /** HTML with merge tags. */
  blocks: string;
  mjml: CompiledMjml;
}
