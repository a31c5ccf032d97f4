/**
 * A subject with merge tags as one would say it: `{{ first_name | default: "Hello" }}, news` reads "Hello, news", and a tag without a
 * fallback reads as its name in brackets. For places that speak about a message to everybody at once.
 */
export function readableTags(text: string): string {
  return text.replace(/\{\{\s*([\w.[\]"]+)([^}]*)\}\}/g, (_tag, name: string, filters: string) => {
    const fallback = /\bdefault:\s*(?:"([^"]*)"|'([^']*)')/.exec(filters);
    return fallback?.[1] ?? fallback?.[2] ?? `[${name.replace(/^custom\./, '').replaceAll('_', ' ')}]`;
  });
}
