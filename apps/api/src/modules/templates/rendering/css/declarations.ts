export interface Declaration {
  readonly name: string;
  readonly value: string;
}

/** The declarations of a style attribute. Passes over the text once and throws away what is none. */
export function splitDeclarations(css: string): Declaration[] {
  return splitAtSemicolons(css).flatMap((piece) => {
    const colon = piece.indexOf(':');
    const name = piece.slice(0, Math.max(colon, 0)).trim();
    const value = piece.slice(colon + 1).trim();
    return colon === -1 || name === '' || value === '' ? [] : [{ name, value }];
  });
}

/** Not inside of quotes and brackets: `url(data:image/png;base64,…)` is one value. Comments become blanks. */
function splitAtSemicolons(css: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let from = 0;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < css.length; at += 1) {
    const char = css[at] as string;
    if (char === '\\') at += 1;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (char === '/' && css[at + 1] === '*') {
      const end = css.indexOf('*/', at + 2);
      piece += `${css.slice(from, at)} `;
      at = end === -1 ? css.length : end + 1;
      from = at + 1;
    } else if (char === ';' && depth === 0) {
      pieces.push(piece + css.slice(from, at));
      piece = '';
      from = at + 1;
    }
  }
  pieces.push(piece + css.slice(from));
  return pieces;
}
