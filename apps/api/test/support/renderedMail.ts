import type { TemplateProblem, TemplateSource } from '@rapport/common';
import { compileTemplate } from '../../src/modules/templates/rendering/compileTemplate.js';
import { inspectTemplate } from '../../src/modules/templates/rendering/inspectTemplate.js';
import type { RenderContact, RenderContext, RenderedMessage } from '../../src/modules/templates/rendering/RenderContext.js';

export const UNSUBSCRIBE_URL = 'https://rapport.example.org/u/abc123';

export function mailContext(contact: Partial<RenderContact> = {}, rest: Partial<RenderContext> = {}): RenderContext {
  return {
    contact: {
      firstName: 'Ada',
      lastName: "O'Neil",
      email: 'ann+tag@example.com',
      phone: '+1 555 0100',
      company: 'Bolt & Sons',
      customFields: {},
      ...contact,
    },
    sender: { name: 'Sam Field', email: 'sam@example.org' },
    workspace: { name: 'Northwind', postalAddress: '1 Long Road', timeZone: 'Pacific/Auckland' },
    unsubscribeUrl: UNSUBSCRIBE_URL,
    sentAt: new Date('2026-11-23T20:30:00.000Z'),
    ...rest,
  };
}

/** What is rendered, however long it takes: how long it may take has tests of its own. */
export function renderMail(
  bodyHtml: string,
  customFields: RenderContact['customFields'] = {},
  rest: Partial<TemplateSource> = {},
): RenderedMessage {
  return compileTemplate({ subject: 'S', bodyHtml, ...rest }).renderWithin(mailContext({ customFields }), Infinity);
}

/** The addresses of all links of the author's, as a browser would read them. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b([^>]*)>/g)]
    .filter(([, attributes = '']) => !attributes.includes('rp-quiet'))
    .map(([, attributes = '']) => decode(/\shref="([^"]*)"/.exec(attributes)?.[1] ?? 'none'));
}

export function styleOf(html: string, element: string): string {
  return decode(new RegExp(`<${element}\\b[^>]*\\sstyle="([^"]*)"`).exec(html)?.[1] ?? '');
}

const OURS = /^(?:\s*\.rp-|\[data-ogsc\] \.rp-|@media \((?:max-width: 480px|prefers-color-scheme: dark)\) \{$|\}$)/;

/** What the one style sheet of the head holds of the author's. */
export function sheetOf(html: string): string {
  const lines = (/<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '').split('\n');
  return lines
    .filter((line) => !OURS.test(line))
    .join('\n')
    .trim();
}

export function warningsOf(bodyHtml: string): TemplateProblem[] {
  return inspectTemplate({ subject: 'S', bodyHtml }, [], mailContext()).problems.filter(
    ({ code }) => !['template.noFallback', 'template.unknownTag', 'template.bodyEmpty'].includes(code),
  );
}

export function codesOf(bodyHtml: string): string[] {
  return warningsOf(bodyHtml).map(({ code }) => code);
}

function decode(text: string): string {
  return text
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
