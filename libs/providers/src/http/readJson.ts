/** What an answer holds; null where it is no JSON, or only half of it. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** A text that is not empty; null of anything else, whatever the vendor's types promise. */
export function wordsOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
