import { formatBytes, formatCount, formatSecond } from '../../shared/format/format';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;
/** Details whose text is a code of ours, such as `makerLostRights`. Any other text is left as a person wrote it. */
const CODES: ReadonlySet<string> = new Set([
  ...['because', 'bulkAction', 'by', 'channel', 'fieldType', 'format', 'kind', 'mode', 'outcome'],
  ...['reason', 'role', 'scope', 'source', 'state', 'status', 'type'],
]);

/** A value of an entry as it is read: moments in the reader's time zone, codes as words, what is nested as “Name: value”. Empty when there is none. */
export function plainValue(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return plainText(name, value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return /(?:size|bytes)$/i.test(name) ? formatBytes(value) : formatCount(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => plainValue(name, item)).filter((item) => item !== '');
    return items.join(value.some((item) => typeof item === 'object') ? '; ' : ', ');
  }
  return Object.entries(value)
    .map(([inner, part]) => [wordsOf(inner), plainValue(inner, part)] as const)
    .filter(([, part]) => part !== '')
    .map(([words, part]) => `${words}: ${part}`)
    .join(', ');
}

/** “bulkActionId” → “Bulk action ID” */
export function wordsOf(name: string): string {
  const words = spaced(name)
    .replace(/\bids\b/g, 'IDs')
    .replace(/\bid\b/g, 'ID');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function plainText(name: string, text: string): string {
  if (MOMENT.test(text)) return formatSecond(text);
  if (CODES.has(name) && /^[a-z]+(?:[A-Z][a-z]+)+$/.test(text)) return spaced(text);
  const nested = /^(?:\{"|\[\{)/.test(text) ? parsed(text) : null;
  return nested === null ? text : plainValue(name, nested);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function spaced(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
}
