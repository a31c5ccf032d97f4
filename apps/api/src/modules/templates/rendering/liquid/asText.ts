import { CalendarDay } from '../renderScope.js';
import { EncodedText } from './EncodedText.js';

/** What a value prints. Objects print nothing: no template may look into them. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(asText).join('');
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value instanceof CalendarDay || value instanceof EncodedText ? String(value) : '';
}

/** A value between tags: markup becomes text, and the line breaks of a postal address or a note stay visible. */
export function escapeForHtml(value: unknown): string {
  const text = asText(value);
  return /[&<>"'\r\n]/.test(text) ? escapeText(text).replace(/\r\n?|\n/g, '<br>') : text;
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] as string);
}

/** The way back, of attributes and of escaped values alike. */
export function unescapeText(html: string): string {
  return html.includes('&') || html.includes('<br>')
    ? html.replace(/<br>/g, '\n').replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => CHARACTERS[entity] as string)
    : html;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const CHARACTERS: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(ENTITIES).map(([char, entity]) => [entity, char]));
