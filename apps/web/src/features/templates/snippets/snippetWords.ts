import type { SnippetKind } from './snippetQueries';

export const KIND_WORDS: Readonly<Record<SnippetKind, string>> = {
  richText: 'Rich text',
  html: 'HTML',
  blocks: 'Blocks',
  text: 'Plain text',
};

/** What each is good for, where one chooses. */
export const KIND_PURPOSES: Readonly<Record<SnippetKind, string>> = {
  richText: 'For every email, written as text or in blocks',
  html: 'For emails written as text or HTML',
  blocks: 'A group of blocks, for emails made of blocks',
  text: 'For text messages, and for every email',
};
