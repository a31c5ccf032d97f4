/** What one {{ … }} or {% … %} refers to, without evaluating it. */

export interface ExpressionFilter {
  readonly name: string;
  /** Paths among its arguments, and whether one argument is a literal that prints something. */
  readonly paths: readonly string[];
  readonly hasLiteral: boolean;
}

export interface Expression {
  readonly paths: readonly string[];
  readonly filters: readonly ExpressionFilter[];
  readonly hasOpenQuote: boolean;
}

const WORDS = new Set([
  'true',
  'false',
  'nil',
  'null',
  'empty',
  'blank',
  'and',
  'or',
  'not',
  'contains',
  'in',
  'with',
  'reversed',
  'limit',
  'offset',
]);
const LEXEME = /"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?|[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*\??|\.\.|[|:,.[\]()]|[=!<>]=?|\S/g;

type Lexeme = { readonly kind: 'string' | 'number' | 'word' | 'sign'; readonly text: string };

export function readExpression(content: string): Expression {
  const lexemes = lexemesOf(content);
  const sections = splitBy(lexemes, '|');
  const filters = sections.slice(1).map((section) => ({
    name: section[0]?.text ?? '',
    paths: pathsIn(section.slice(1)),
    hasLiteral: section.slice(1).some((lexeme) => lexeme.kind === 'number' || (lexeme.kind === 'string' && lexeme.text.length > 2)),
  }));
  return {
    paths: pathsIn(sections[0] ?? []),
    filters,
    hasOpenQuote: lexemes.some((lexeme) => lexeme.kind === 'sign' && /^["']$/.test(lexeme.text)),
  };
}

function lexemesOf(content: string): Lexeme[] {
  return (content.match(LEXEME) ?? []).map((text) => ({ kind: kindOf(text), text }));
}

function kindOf(text: string): Lexeme['kind'] {
  if (/^(?:"[^]*"|'[^]*')$/.test(text) && text.length > 1) return 'string';
  if (/^-?\d/.test(text)) return 'number';
  return /^[A-Za-z_\u0080-\uffff]/.test(text) ? 'word' : 'sign';
}

function splitBy(lexemes: readonly Lexeme[], sign: string): Lexeme[][] {
  const sections: Lexeme[][] = [[]];
  for (const lexeme of lexemes) {
    if (lexeme.kind === 'sign' && lexeme.text === sign) sections.push([]);
    else sections[sections.length - 1]?.push(lexeme);
  }
  return sections;
}

/** `custom.city`, `custom["home town"]` and `custom['home town']` all read as `custom.<name>`. A word before a colon is a parameter's name. */
function pathsIn(lexemes: readonly Lexeme[]): string[] {
  const paths: string[] = [];
  for (let at = 0; at < lexemes.length; at += 1) {
    const first = lexemes[at] as Lexeme;
    if (first.kind !== 'word' || WORDS.has(first.text) || lexemes[at + 1]?.text === ':') continue;
    let path = first.text;
    for (;;) {
      const sign = lexemes[at + 1]?.text;
      const part = lexemes[at + 2];
      if (sign === '.' && part?.kind === 'word') {
        path += `.${part.text}`;
        at += 2;
      } else if (sign === '[' && part?.kind === 'string' && lexemes[at + 3]?.text === ']') {
        path += `.${part.text.slice(1, -1)}`;
        at += 3;
      } else break;
    }
    paths.push(path);
  }
  return paths;
}
