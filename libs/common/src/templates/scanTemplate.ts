/** Cuts a template into text, outputs {{ … }} and tags {% … %}. Pure lexing: nothing is evaluated, nothing throws. */

/** `line` is 1-based, as an editor shows it. */
export type TemplateToken =
  | { readonly kind: 'text'; readonly raw: string; readonly start: number; readonly line: number }
  | { readonly kind: 'output' | 'tag'; readonly raw: string; readonly content: string; readonly start: number; readonly line: number }
  | { readonly kind: 'unclosed'; readonly raw: string; readonly start: number; readonly line: number };

/** Longer than any honest merge tag; keeps the scan linear on hostile input. */
const LONGEST_TAG = 2000;

export function scanTemplate(source: string): TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const start = nextOpening(source, at);
    const token: TemplateToken =
      start > at ? { kind: 'text', raw: source.slice(at, start), start: at, line } : readToken(source, start, line);
    tokens.push(token);
    at += token.raw.length;
    line += newlinesIn(token.raw);
  }
  return tokens;
}

export function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function nextOpening(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at !== -1; at = source.indexOf('{', at + 1)) {
    if (source[at + 1] === '{' || source[at + 1] === '%') return at;
  }
  return source.length;
}

/** The first closing braces end it, in quotes or not; another opening before that means it was never closed. */
function readToken(source: string, start: number, line: number): TemplateToken {
  const kind = source[start + 1] === '{' ? 'output' : 'tag';
  const ahead = source.slice(start + 2, start + 2 + LONGEST_TAG);
  const reopened = ahead.search(/\{[{%]/);
  const window = reopened === -1 ? ahead : ahead.slice(0, reopened);
  const close = window.indexOf(kind === 'output' ? '}}' : '%}');
  if (close === -1) return { kind: 'unclosed', raw: source.slice(start, start + 2), start, line };
  const content = window.slice(0, close).replace(/^-|-$/g, '').trim();
  return { kind, raw: source.slice(start, start + close + 4), content, start, line };
}
