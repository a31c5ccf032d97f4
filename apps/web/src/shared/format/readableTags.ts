/**
 * A subject with merge tags as one would say it: `{{ first_name | default: "Hello" }}, news` reads "Hello, news", and a tag without a
 * fallback reads as its name in brackets. Of a condition the part after `else` is read, which is what a contact without the value gets.
 * For places that speak about a message to everyone at once.
 */
export function readableTags(text: string): string {
  return withoutConditions(text).replace(/\{\{\s*([\w.[\]"]+)([^}]*)\}\}/g, (_tag, name: string, filters: string) => {
    const fallback = /\bdefault:\s*(?:"([^"]*)"|'([^']*)')/.exec(filters);
    return fallback?.[1] ?? fallback?.[2] ?? `[${name.replace(/^custom\./, '').replaceAll('_', ' ')}]`;
  });
}

const INNERMOST = /\{%-?\s*if\b(?:(?!\{%-?\s*(?:if|endif)\b).)*\{%-?\s*endif\s*-?%\}/s;
const ELSE = /\{%-?\s*else\s*-?%\}(.*)\{%-?\s*endif/s;

/** Each turn takes one condition away, the innermost first. */
function withoutConditions(text: string): string {
  const condition = INNERMOST.exec(text)?.[0];
  if (condition === undefined) return text;
  return withoutConditions(text.replace(condition, () => ELSE.exec(condition)?.[1] ?? ''));
}
