import { type Context, type FilterImplOptions, Liquid, type Template } from 'liquidjs';
import { TEMPLATE_BLOCKS, TEMPLATE_FILTERS } from '@rapport/common';
import { asText, escapeForHtml } from './asText.js';
import { isMarking, registerContextTags } from './contextTags.js';
import { dateFilter, SENT_AT, TIME_ZONE } from './dateFilter.js';
import { markValue } from './markedText.js';
import { contextFilters, joining, keepingEncoded, TEXT_FILTERS, urlEncodeFilter } from './templateFilters.js';

/** For the four parts of a message together; an honest 10 kB mail takes a tenth of one. */
export const RENDER_LIMIT_MS = 250;

/** Characters parsed, milliseconds rendered, units allocated: an honest 10 kB mail uses less than a hundredth of each. */
const LIMITS = { parseLimit: 2_000_000, renderLimit: RENDER_LIMIT_MS, memoryLimit: 2_000_000 };

/** Characters. Mail servers refuse more than this anyway, and only a runaway template writes it. */
const LARGEST_OUTPUT = 5_000_000;

/**
 * Two Liquid engines over one language: `html` escapes every output, `text` none. Both know only the tags and filters of
 * libs/common, read own properties of prototype-free objects only, have no file system, and stop at hard limits.
 */
export const engines = { html: createEngine(true), text: createEngine(false) };

export interface RenderSettings {
  readonly timeZone: string;
  readonly sentAt: Date;
  readonly limitMs: number;
}

/** Synchronous: the limits above are what bounds it. Throws when a limit is reached or a filter refuses its input. */
export function renderWithin(
  engine: Liquid,
  template: Template[],
  scope: object,
  { timeZone, sentAt, limitMs }: RenderSettings,
  more: object = {},
): string {
  const globals = { [TIME_ZONE]: timeZone, [SENT_AT]: sentAt, ...more };
  const output: unknown = engine.renderSync(template, scope, { renderLimit: limitMs, globals });
  if (typeof output !== 'string' || output.length > LARGEST_OUTPUT) throw new RangeError('output limit exceeded');
  return output;
}

function createEngine(isHtml: boolean): Liquid {
  const print = isHtml ? escapeForHtml : asText;
  const liquid = new Liquid({
    ...LIMITS,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    dynamicPartials: false,
    relativeReference: false,
    templates: {},
    locale: 'en-US',
    dateFormat: '%-d %B %Y',
    outputEscape(this: { context: Context }, value: unknown): string {
      return isMarking(this.context) ? markValue(value) : print(value);
    },
  });
  const builtIn = { ...liquid.filters } as Record<string, FilterImplOptions>;
  const dates = dateFilter(builtIn['date'] as FilterImplOptions);
  keepOnly(liquid.filters, TEMPLATE_FILTERS);
  keepOnly(liquid.tags, Object.keys(TEMPLATE_BLOCKS));
  for (const name of TEXT_FILTERS)
    liquid.registerFilter(name, keepingEncoded(name, name === 'date' ? dates : (builtIn[name] as FilterImplOptions)));
  liquid.registerFilter('append', joining(builtIn['append'] as FilterImplOptions, true));
  liquid.registerFilter('prepend', joining(builtIn['prepend'] as FilterImplOptions, false));
  liquid.registerFilter('url_encode', urlEncodeFilter);
  // Every HTML output is escaped already; escaping twice would print &amp;amp;. In text there is nothing to escape.
  liquid.registerFilter('escape', (value: unknown) => value);
  for (const [name, filter] of Object.entries(contextFilters)) liquid.registerFilter(name, filter);
  registerContextTags(liquid, isHtml);
  return liquid;
}

function keepOnly(registry: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(registry)) {
    if (!names.includes(name)) delete registry[name];
  }
}
