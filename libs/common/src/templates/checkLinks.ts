import { newlinesIn } from './scanTemplate.js';
import type { TemplateField, TemplateProblem } from './TemplateSource.js';

/** Stops at the next bracket, so that markup without an end costs nothing. */
const ELEMENT = /<(a|img)\b([^<>]*)>/gi;
const ADDRESS = /(?:^|\s)(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
/** What leads somewhere from within a mail: a whole address, a place in the message, or a merge tag. */
const ABSOLUTE = /^\s*(?:https?:\/\/|mailto:|tel:|sms:|cid:|data:image\/|#|\{[{%])/i;

/** A mail has no page that `/prices` could be relative to; an address without a scheme leads nowhere either. */
export function checkLinks(field: TemplateField, text: string): TemplateProblem[] {
  if (field !== 'bodyHtml' && field !== 'signature') return [];
  return [...text.matchAll(ELEMENT)].slice(0, 200).flatMap((match): TemplateProblem[] => {
    const address = ADDRESS.exec(match[2] ?? '');
    const url = address?.[1] ?? address?.[2] ?? '';
    if (address === null || ABSOLUTE.test(url)) return [];
    const what = match[1]?.toLowerCase() === 'a' ? 'link' : 'picture';
    const line = 1 + newlinesIn(text.slice(0, match.index));
    return [{ code: 'template.relativeLink', severity: 'warning', field, line, message: messageOf(what, url) }];
  });
}

function messageOf(what: 'link' | 'picture', url: string): string {
  if (url.trim() === '') return `A ${what} has no address. Enter it, or remove the ${what}.`;
  const example = what === 'link' && /^[\w-]+(?:\.[\w-]+)+/.test(url) ? `https://${url}` : 'https://example.com/…';
  return `The address “${url.slice(0, 60)}” of a ${what} leads nowhere in a mail. Write it in full: ${example.slice(0, 80)}`;
}
