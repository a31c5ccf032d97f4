import type { MailHeader } from '@rapport/providers';

export interface LabLink {
  readonly text: string;
  readonly url: string;
}

const MOST_LINKS = 500;

/** What a recipient could click: every link of the HTML, else the addresses in the text. */
export function linksOf(html: string | null, text: string | null): LabLink[] {
  const links = html === null ? textLinks(text ?? '') : htmlLinks(html);
  const seen = new Set<string>();
  return links.filter((link) => !seen.has(link.url) && seen.add(link.url)).slice(0, MOST_LINKS);
}

/** The HTTPS (or, on one's own machine, HTTP) address of `List-Unsubscribe`, when the message also allows one click (RFC 8058). */
export function oneClickUrl(headers: readonly MailHeader[]): string | null {
  const valueOf = (name: string): string => headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
  if (valueOf('list-unsubscribe-post').replace(/\s/g, '').toLowerCase() !== 'list-unsubscribe=one-click') return null;
  return /<(https?:\/\/[^>\s]+)>/i.exec(valueOf('list-unsubscribe'))?.[1] ?? null;
}

function htmlLinks(html: string): LabLink[] {
  return [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi)].flatMap(([, attributes = '', inner = '']) => {
    const match = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
    const url = decode(match?.[1] ?? match?.[2] ?? '').trim();
    if (!/^(?:https?|mailto|tel):/i.test(url)) return [];
    const words = decode(inner.replace(/<img\b[^>]*\balt="([^"]*)"[^>]*>/gi, '$1').replace(/<[^>]*>/g, ' '));
    return [{ url, text: words.replace(/\s+/g, ' ').trim().slice(0, 200) || url }];
  });
}

function textLinks(text: string): LabLink[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map(([found]) => {
    // As mail programs do: what ends a sentence or closes a bracket is not part of the address.
    const url = found.replace(/[.,;:!?…'”’»)\]}>]+$/u, '');
    return { url, text: url };
  });
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
