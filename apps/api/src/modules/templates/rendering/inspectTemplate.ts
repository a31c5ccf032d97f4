import { checkTemplate, hasErrors, type MergeTag, type TemplateField, type TemplateProblem, type TemplateSource } from '@rapport/common';
import { AppError } from '../../../platform/http/AppError.js';
import { type MailBrand, NO_BRAND } from './baseLayout.js';
import { compileDocument, compileTemplate } from './compileTemplate.js';
import type { CompiledTemplate } from './CompiledTemplate.js';
import { engines } from './liquidEngines.js';
import type { RenderContext, RenderedMessage } from './RenderContext.js';
import { reasonOf } from './renderErrors.js';

export interface InspectedTemplate {
  readonly problems: TemplateProblem[];
  /** Null when it cannot be compiled; then `problems` holds an error. */
  readonly compiled: CompiledTemplate | null;
  /** The trial render, or null when there is none. */
  readonly rendered: RenderedMessage | null;
}

/** Gmail hides what comes after this, the unsubscribe link included. */
const CLIPPED_BYTES = 102_000;

/**
 * Everything that can be known about a template before the first message: the checks of libs/common, whether the renderer itself
 * can read it, and one trial render with the given values (loops, limits, size).
 */
export function inspectTemplate(
  source: TemplateSource,
  tags: readonly MergeTag[],
  context: RenderContext,
  brand: MailBrand = NO_BRAND,
): InspectedTemplate {
  const problems = checkTemplate(source, tags);
  if (!hasErrors(problems)) problems.push(...parseProblems(source));
  if (hasBrokenSyntax(problems)) return { problems, compiled: null, rendered: null };
  try {
    const compiled = compileTemplate(source, brand);
    const rendered = compiled.render(context);
    return { problems: [...problems, ...lostProblems(source), ...sizeProblems(rendered)], compiled, rendered };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const code = lostProblems(source).length > 0 ? lostProblems(source) : [problem(error.code, 'bodyHtml', error.message)];
    return { problems: [...problems, ...code], compiled: null, rendered: null };
  }
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
function lostProblems(source: TemplateSource): TemplateProblem[] {
  return [...new Set(compileDocument(source).lostTags)].slice(0, 20).map((raw) => ({
    ...problem(
      'template.tagLost',
      'bodyHtml',
      `${raw.slice(0, 60)} stands inside an HTML tag, a comment or a part that mail cannot contain, and is left out. Put it into the text or into an attribute's value.`,
    ),
    severity: raw.startsWith('{{') ? 'warning' : 'error',
  }));
}

function sizeProblems(rendered: RenderedMessage): TemplateProblem[] {
  const bytes = Buffer.byteLength(rendered.html);
  if (bytes <= CLIPPED_BYTES) return [];
  return [
    {
      ...problem(
        'template.tooLarge',
        'bodyHtml',
        `The message has ${Math.round(bytes / 1000)} kB; Gmail cuts off what comes after 102 kB. Shorten it, and link images instead of embedding them.`,
      ),
      severity: 'warning',
    },
  ];
}

function problem(code: string, field: TemplateField, message: string): TemplateProblem {
  return { code, severity: 'error', field, message };
}
