import type { MarkedPiece } from '../liquid/markedText.js';
import { encodeUrlPart, tidyUrl } from '../urls.js';
import { splitDeclarations } from './declarations.js';
import { isSafeName, isSafeValue } from './values.js';

/** Stands where a value was refused; no value that contains it is safe, so the whole declaration goes. */
const REFUSED = '\u0001';

/** The value of one declaration as it was filled in, or an empty text when it may not be sent. */
export function composeValue(pieces: readonly MarkedPiece[]): string {
  const value = compose(pieces).trim();
  return value !== '' && isSafeValue(value, 'author') ? value : '';
}

/** A whole style attribute as it was filled in. */
export function composeDeclarations(pieces: readonly MarkedPiece[]): string {
  return splitDeclarations(compose(pieces))
    .filter(({ name, value }) => isSafeName(name) && isSafeValue(value, 'author'))
    .map(({ name, value }) => `${name}: ${value};`)
    .join(' ');
}

function compose(pieces: readonly MarkedPiece[]): string {
  let css = '';
  for (const { text, kind } of pieces) {
    if (kind === 'written') css += text;
    else if (isInAddress(css)) css += addressPart(text, /\(\s*["']?$/.test(css.slice(-10)));
    else css += isSafeValue(text, 'value') ? text : REFUSED;
  }
  return css;
}

function isInAddress(css: string): boolean {
  const opened = css.toLowerCase().lastIndexOf('url(');
  return opened !== -1 && css.indexOf(')', opened) === -1;
}

function addressPart(text: string, isStart: boolean): string {
  const address = isStart ? tidyUrl(text) : encodeUrlPart(text);
  return address.replace(/["'()<>\\\s]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
