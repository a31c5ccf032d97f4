import {
  type BlockDocument,
  checkBlockDocument,
  GMAIL_CLIPS_AFTER_KB,
  checkTemplate,
  hasErrors,
  type MergeTag,
  type TemplateField,
  type TemplateProblem,
  type TemplateSource,
} from '@rapport/common';
import { AppError } from '../../../platform/http/AppError.js';
import { type MailBrand, NO_BRAND } from './baseLayout.js';
import { compileDocument } from './compileDocument.js';
import { CompiledTemplate } from './CompiledTemplate.js';
import { judgeMessage } from './judge/judgeMessage.js';
import { engines } from './liquid/liquidEngines.js';
import type { RenderContext, RenderedMessage } from './RenderContext.js';
import { markupUnreadable, reasonOf } from './renderErrors.js';

export interface InspectedTemplate {
  readonly problems: TemplateProblem[];
  /** The trial render, or null when there is none. */
  readonly rendered: RenderedMessage | null;
}

/**
 * Everything that can be known about a template before the first message: the checks of libs/common, whether the renderer itself
 * can read it, and one trial render with the given values (loops, limits, size).
 */
export function inspectTemplate(
  source: TemplateSource,
  tags: readonly MergeTag[],
  context: RenderContext,
  brand: MailBrand = NO_BRAND,
  blocks: BlockDocument | null = null,
): InspectedTemplate {
  const problems = blocks === null ? checkTemplate(source, tags) : problemsOfBlocks(source, blocks, tags);
  if (!hasErrors(problems)) problems.push(...parseProblems(source));
  if (hasBrokenSyntax(problems)) return { problems, rendered: null };
  try {
    const document = compileDocument(source, brand);
    const lost = [...lostProblems(document.lostTags), ...document.notes].map((found) => (blocks === null ? found : withoutLine(found)));
    try {
      const rendered = CompiledTemplate.of(document).render(context);
      return { problems: [...problems, ...lost, ...sizeProblems(rendered), ...(brand.isPersonal ? [] : judgeMessage(rendered))], rendered };
    } catch (error) {
      return { problems: [...problems, ...lost, ...(document.lostTags.length > 0 ? [] : [failure(error)])], rendered: null };
    }
  } catch (error) {
    return { problems: [...problems, failure(error)], rendered: null };
  }
}

/** The lines of what blocks are compiled to are nobody's. */
function problemsOfBlocks(source: TemplateSource, blocks: BlockDocument, tags: readonly MergeTag[]): TemplateProblem[] {
  return [...checkTemplate({ ...source, bodyHtml: '-' }, tags), ...checkBlockDocument(blocks, tags)];
}

function withoutLine({ line, ...found }: TemplateProblem): TemplateProblem {
  return found.field === 'bodyHtml' || line === undefined ? found : { ...found, line };
}

/** Whatever a library threw at it is a fault of the template until proven otherwise: its author gets an answer, never an error 500. */
function failure(error: unknown): TemplateProblem {
  const { code, message } = error instanceof AppError ? error : markupUnreadable(error);
  return problem(code, 'bodyHtml', message);
}

/** An unknown tag still renders (as nothing), so the author sees the preview beside the complaint; broken syntax does not. */
function hasBrokenSyntax(problems: readonly TemplateProblem[]): boolean {
  const shown = ['template.unknownTag', 'template.subjectMissing', 'template.bodyEmpty'];
  return problems.some((found) => found.severity === 'error' && !shown.includes(found.code));
}

function parseProblems(source: TemplateSource): TemplateProblem[] {
  const fields: TemplateField[] = ['subject', 'preheader', 'bodyHtml', 'signature'];
  return fields.flatMap((field) => {
    try {
      engines.text.parse(source[field] ?? '');
      return [];
    } catch (error) {
      return [problem('template.syntax', field, `A merge tag cannot be read: ${reasonOf(error)}.`)];
    }
  });
}

/** A tag between the attributes of an element, or in a part that no mail may contain, is gone after cleaning. */
function lostProblems(lostTags: readonly string[]): TemplateProblem[] {
  return [...new Set(lostTags)].slice(0, 20).map((raw) => ({
    ...problem(
      'template.tagLost',
      'bodyHtml',
      `${raw.slice(0, 60)} is inside an HTML tag, a comment or a part that mail cannot contain, and is left out. Put it into the text or into an attribute's value.`,
    ),
    severity: raw.startsWith('{{') ? 'warning' : 'error',
  }));
}

function sizeProblems(rendered: RenderedMessage): TemplateProblem[] {
  const bytes = Buffer.byteLength(rendered.html);
  if (bytes <= GMAIL_CLIPS_AFTER_KB * 1000) return [];
  return [
    {
      ...problem(
        'template.tooLarge',
        'bodyHtml',
        `The message is ${Math.round(bytes / 1000)} kB. Gmail cuts off everything after ${GMAIL_CLIPS_AFTER_KB} kB. Shorten it, and link images instead of embedding them.`,
      ),
      severity: 'warning',
    },
  ];
}

function problem(code: string, field: TemplateField, message: string): TemplateProblem {
  return { code, severity: 'error', field, message };
}
