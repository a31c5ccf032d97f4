import type { TemplateLink } from '../../../templates/public.js';

/** Up to the next blank; a merge tag may have some inside. */
const ADDRESS = /https?:\/\/(?:\{\{.*?\}\}|\{%.*?%\}|[^\s{}<>"])+/gi;
/** What ends a sentence, not an address. */
const PUNCTUATION = /[.,;:!?)\]’”'"]+$/;

/** The addresses in the words of a text message, as phones make links of them. */
export function linksOfText(words: string): TemplateLink[] {
  return [...words.matchAll(ADDRESS)].flatMap(([match]) => {
    const isPersonal = match.includes('{');
    const url = isPersonal ? match : match.replace(PUNCTUATION, '');
    return isPersonal || URL.canParse(url) ? [{ url, label: null, isPersonal }] : [];
  });
}
