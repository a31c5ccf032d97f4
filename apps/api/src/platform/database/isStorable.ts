/** In Node 20, though not yet in the library of its year that we compile against. */
const isWellFormed = (String.prototype as unknown as { isWellFormed(this: string): boolean }).isWellFormed;

/** False for text that PostgreSQL refuses: with NUL, or with half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && isWellFormed.call(text);
}
