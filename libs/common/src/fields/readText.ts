import { problem, quoted, type FieldReading } from './fieldReading.js';

/** Of any value, in characters. */
export const MAX_LENGTH = 10_000;

export function readText(text: string): FieldReading {
  return text.length > MAX_LENGTH
    ? problem('text.tooLong', `The text is longer than ${MAX_LENGTH.toLocaleString('en')} characters.`)
    : { value: text };
}

/** Host with a dot, no user name, no blanks. */
const WEB_ADDRESS = /^https?:\/\/[^\s/?#@:]+\.[^\s/?#@:.]{2,}(?::\d{1,5})?(?:[/?#]\S*)?$/i;

/** A web address as it is written, with `https://` in front when no scheme is given. */
export function readUrl(text: string): FieldReading {
  const address = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) ? text : `https://${text}`;
  return WEB_ADDRESS.test(address)
    ? { value: address }
    : problem('url.invalid', `${quoted(text)} is not a web address. Write it as https://example.com.`);
}

/** Whether a cell is certainly a web address: a dot alone may be part of a name. */
export function looksLikeUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && 'value' in readUrl(text);
}
