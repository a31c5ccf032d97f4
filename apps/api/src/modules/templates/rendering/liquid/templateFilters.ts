import { type FilterImplOptions, TokenKind } from 'liquidjs';
import { encodeRest, encodeUrlPart, finalUrl, withoutHalves } from '../urls.js';
import { asText } from './asText.js';
import { EncodedText } from './EncodedText.js';

export type FilterHandler = Extract<FilterImplOptions, (...values: never[]) => unknown>;

/** Added by the compiler where an output stands in an attribute or a link. Each still passes escapeForHtml afterwards. */
export const contextFilters: Readonly<Record<string, (value: unknown) => string>> = {
  __line: (value) => asText(value).replace(/\s+/g, ' '),
  __url: (value) => finalUrl(asText(value), 'link'),
  __picture: (value) => finalUrl(asText(value), 'picture'),
  __url_part: (value) =>
    value instanceof EncodedText
      ? value.segments.map(({ text, isEncoded }) => (isEncoded ? encodeRest(text) : encodeUrlPart(text))).join('')
      : encodeUrlPart(asText(value)),
};

/** Percent signs only: a plus means a blank in a query and nowhere else, `%20` means it everywhere. */
export const urlEncodeFilter: FilterHandler = function (value: unknown): unknown {
  if (value instanceof EncodedText) return value;
  const text = asText(value);
  this.context.memoryLimit.use(text.length);
  return EncodedText.of(encodeURIComponent(withoutHalves(text)));
};

/** Filters that answer a text for a text. What they make of encoded text is encoded, too. */
export const TEXT_FILTERS = [
  ...['capitalize', 'downcase', 'lstrip', 'remove', 'remove_first', 'replace', 'replace_first', 'rstrip', 'slice', 'strip'],
  ...['strip_html', 'strip_newlines', 'truncate', 'truncatewords', 'upcase', 'size', 'split', 'date', 'default'],
];

/** Lets a built-in filter work on encoded text. */
export function keepingEncoded(name: string, builtIn: FilterImplOptions): FilterHandler {
  const filter = typeof builtIn === 'function' ? builtIn : builtIn.handler;
  return function (value: unknown, ...args: unknown[]): unknown {
    if (!(value instanceof EncodedText)) return filter.call(this, value, ...args);
    const text = String(value);
    if (name === 'default') return text === '' ? args[0] : value;
    const result: unknown = filter.call(this, text, ...args.map((arg) => (arg instanceof EncodedText ? String(arg) : arg)));
    if (typeof result === 'string') return EncodedText.of(result);
    return Array.isArray(result) ? result.map((part: unknown) => (typeof part === 'string' ? EncodedText.of(part) : part)) : result;
  };
}

/**
 * `append` and `prepend`: each text keeps what it is. What an author writes out beside encoded text is part of the address
 * (`append: "&page=2"`), what a value brings is not.
 */
export function joining(builtIn: FilterImplOptions, isAppending: boolean): FilterHandler {
  const filter = typeof builtIn === 'function' ? builtIn : builtIn.handler;
  return function (value: unknown, other: unknown, ...rest: unknown[]): unknown {
    if (!(value instanceof EncodedText) && !(other instanceof EncodedText)) return filter.call(this, value, other, ...rest);
    this.context.memoryLimit.use(asText(value).length + asText(other).length);
    const argument = this.token.args[0];
    const isWritten = typeof argument === 'object' && 'kind' in argument && argument.kind === TokenKind.Quoted;
    const own = value instanceof EncodedText ? value : EncodedText.raw(asText(value));
    const added = other instanceof EncodedText ? other : isWritten ? EncodedText.of(asText(other)) : EncodedText.raw(asText(other));
    return isAppending ? EncodedText.join(own, added) : EncodedText.join(added, own);
  };
}
