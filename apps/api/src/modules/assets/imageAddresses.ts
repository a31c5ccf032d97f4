/** Images of the library are served below it. */
const ADDRESS = /\/a\/([\w-]{43})(?![\w-])/g;

/** The tokens of the library's images that these texts name, whatever the host: it may have been another one once. */
export function imageTokensOf(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(ADDRESS)].flatMap(([, token]) => token ?? [])))];
}
