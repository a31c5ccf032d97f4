/** Cuts a template into text, outputs {{ … }} and tags {% … %}. Pure lexing: nothing is evaluated, nothing throws. */

export type TemplateToken =
  | { readonly kind: 'text'; readonly raw: string; readonly start: number }
  | { readonly kind: 'output' | 'tag'; readonly raw: string; readonly content: string; readonly start: number }
  | { readonly kind: 'unclosed'; readonly raw: string; readonly start: number };

/** Longer than any honest merge tag; keeps the scan linear on hostile input. */
const LONGEST_TAG = 2000;

export function scanTemplate(source: string): TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let at = 0;
  while (at < source.length) {
    const start = nextOpening(source, at);
    if (start > at) tokens.push({ kind: 'text', raw: source.slice(at, start), start: at });
    if (start === source.length) break;
    const token = readToken(source, start);
    tokens.push(token);
    at = start + token.raw.length;
  }
  return tokens;
}

/** 1-based, as an editor shows it. */
export function lineAt(source: string, index: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at !== -1 && at < index; at = source.indexOf('\n', at + 1)) line += 1;
  return line;
}

function nextOpening(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at !== -1; at = source.indexOf('{', at + 1)) {
    if (source[at + 1] === '{' || source[at + 1] === '%') return at;
  }
  return source.length;
}

/** The first closing braces end it, in quotes or not; another opening before that means it was never closed. */
function readToken(source: string, start: number): TemplateToken {
  const kind = source[start + 1] === '{' ? 'output' : 'tag';
  const window = source.slice(start + 2, start + 2 + LONGEST_TAG);
  const close = window.indexOf(kind === 'output' ? '}}' : '%}');
  const reopened = window.search(/\{[{%]/);
  if (close === -1 || (reopened !== -1 && reopened < close)) return { kind: 'unclosed', raw: source.slice(start, start + 2), start };
  const content = window.slice(0, close).replace(/^-|-$/g, '').trim();
  return { kind, raw: source.slice(start, start + close + 4), content, start };
}
