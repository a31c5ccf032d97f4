import { type FilterImplOptions, Liquid, type Template } from 'liquidjs';
import { TEMPLATE_BLOCKS, TEMPLATE_FILTERS } from '@rapport/common';
import { contextFilters, dateFilter, escapeForHtml, TIME_ZONE } from './templateFilters.js';

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

/** Synchronous: the limits above are what bounds it. Throws when a limit is reached or a filter refuses its input. */
export function renderWithin(engine: Liquid, template: Template[], scope: object, timeZone: string, renderLimit: number): string {
  const output: unknown = engine.renderSync(template, scope, { renderLimit, globals: { [TIME_ZONE]: timeZone } });
  if (typeof output !== 'string' || output.length > LARGEST_OUTPUT) throw new RangeError('output limit exceeded');
  return output;
}

function createEngine(escapes: boolean): Liquid {
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
    ...(escapes ? { outputEscape: escapeForHtml } : {}),
  });
  const dates = liquid.filters['date'] as FilterImplOptions;
  keepOnly(liquid.filters, TEMPLATE_FILTERS);
  keepOnly(liquid.tags, Object.keys(TEMPLATE_BLOCKS));
  liquid.registerFilter('date', dateFilter(dates));
  // Every HTML output is escaped already; escaping twice would print &amp;amp;. In text there is nothing to escape.
  liquid.registerFilter('escape', (value: unknown) => value);
  for (const [name, filter] of Object.entries(contextFilters)) liquid.registerFilter(name, filter);
  return liquid;
}

function keepOnly(registry: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(registry)) {
    if (!names.includes(name)) delete registry[name];
  }
}
