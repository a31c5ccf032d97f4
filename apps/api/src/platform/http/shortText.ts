const ELLIPSIS = '…';

/** At most `length` UTF-16 units, the ellipsis included; never cut between the halves of a surrogate pair. */
export function shortText(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - ELLIPSIS.length;
  const isSplit = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return text.slice(0, isSplit ? end - 1 : end) + ELLIPSIS;
}
