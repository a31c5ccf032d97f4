import type { MailHeader } from '@rapport/providers';

const NAMES = ['In-Reply-To', 'References'];

/** What makes an email an answer (RFC 5322, 3.6.4). `references` are Message-IDs with spaces between them; the last one is answered. */
export function threadHeaders(references: string | null): MailHeader[] {
  const ids = references?.split(' ').filter((id) => id !== '') ?? [];
  const answered = ids.at(-1);
  if (answered === undefined) return [];
  return [
    { name: 'In-Reply-To', value: answered },
    { name: 'References', value: ids.join(' ') },
  ];
}

/** Of the headers of a copy: those that are sent as they are kept. */
export function isThreadHeader({ name }: MailHeader): boolean {
  return NAMES.includes(name);
}
