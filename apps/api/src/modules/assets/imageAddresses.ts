/** Images of the library are served below it. */
const ADDRESS = /\/a\/([\w-]{43})(?![\w-])/g;

/** The same text with other images: `newest` by the token that a text names. Hosts stay as they are. */
export function exchangeImages(text: string, newest: ReadonlyMap<string, string>): string {
  return text.replace(ADDRESS, (address: string, token: string) => {
    const next = newest.get(token);
    return next === undefined ? address : `/a/${next}`;
  });
}

/** The tokens of the library's images that these texts name, whatever the host: it may have been another one once. */
export function imageTokensOf(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(ADDRESS)].flatMap(([, token]) => token ?? [])))];
}
