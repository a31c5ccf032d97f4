import { wholeOf } from '@rapport/providers';
import type { Template } from 'liquidjs';
import { PREHEADER_VARIABLE } from './baseLayout.js';
import type { CompiledDocument } from './CompiledDocument.js';
import { asText, escapeForHtml } from './liquid/asText.js';
import { engines, RENDER_LIMIT_MS, type RenderSettings, renderWithin } from './liquid/liquidEngines.js';
import { PiecedTemplate } from './liquid/PiecedTemplate.js';
import { parseWithSimpleOutputs } from './liquid/simpleOutputs.js';
import { isTimeLimit, parseError, renderError } from './renderErrors.js';
import { renderScope } from './renderScope.js';
import type { RenderContext, RenderedMessage } from './RenderContext.js';

/** One template version, ready to be rendered for any number of contacts. Immutable and without state between renders. */
export class CompiledTemplate {
  private constructor(
    private readonly parts: {
      readonly subject: Template[];
      readonly preheader: Template[];
      readonly html: PiecedTemplate;
      readonly text: PiecedTemplate;
    },
  ) {}

  /** @throws AppError `template.broken` when a tag cannot be parsed; checkTemplate explains the same in more words. */
  static of(document: Pick<CompiledDocument, 'subject' | 'preheader' | 'html' | 'text'>): CompiledTemplate {
    try {
      return new CompiledTemplate({
        subject: engines.text.parse(document.subject),
        preheader: engines.text.parse(document.preheader),
        html: new PiecedTemplate(parseWithSimpleOutputs(engines.html, document.html, escapeForHtml)),
        text: new PiecedTemplate(parseWithSimpleOutputs(engines.text, document.text, asText), tidyText),
      });
    } catch (error) {
      throw parseError(error);
    }
  }

  /**
   * Without its pieces, which only travel beside a message on the event loop.
   * @throws AppError `template.limitReached` or `template.renderFailed` (a value that cannot be used as the template uses it).
   */
  render(context: RenderContext): RenderedMessage {
    const { subject, preheader, html, text } = this.renderTwice(context);
    return { subject, preheader, html, text };
  }

  private renderTwice(context: RenderContext): RenderedMessage {
    try {
      return this.renderWithin(context, RENDER_LIMIT_MS);
    } catch (error) {
      if (!isTimeLimit(error)) throw error;
    }
    return this.renderWithin(context, RENDER_LIMIT_MS);
  }

  /** Once, in at most so many milliseconds, with its pieces. */
  renderWithin(context: RenderContext, limitMs: number): RenderedMessage {
    try {
      return this.renderOnce(context, performance.now() + limitMs);
    } catch (error) {
      throw renderError(error);
    }
  }

  private renderOnce(context: RenderContext, endAt: number): RenderedMessage {
    const scope = renderScope(context) as Record<string, unknown>;
    const { sentAt, workspace } = context;
    const settings = (): RenderSettings => ({ timeZone: workspace.timeZone, sentAt, limitMs: endAt - performance.now() });
    const line = (template: Template[]): string => singleLine(renderWithin(engines.text, template, scope, settings()));
    const subject = line(this.parts.subject);
    const preheader = line(this.parts.preheader);
    scope[PREHEADER_VARIABLE] = preheader === '' ? null : preheader;
    const html = this.parts.html.render(engines.html, scope, settings());
    const text = this.parts.text.render(engines.text, scope, settings());
    return { subject, preheader, html: wholeOf(html), text: wholeOf(text), pieces: { html, text } };
  }
}

/** Whatever a value contains, no second header line can come of it. 250 characters are more than any mailbox shows. */
export function singleLine(text: string): string {
  const line = text
    .replace(CONTROLS, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
  return line.length > LONGEST_LINE
    ? `${[...line]
        .slice(0, LONGEST_LINE - 1)
        .join('')
        .trimEnd()}…`
    : line;
}

const LONGEST_LINE = 250;

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** After rendering: conditions that were false leave holes, and values may bring their own line ends. */
function tidyText(piece: string): string {
  if (!/[\r\n]/.test(piece)) return piece;
  return piece
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}
