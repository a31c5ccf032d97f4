/** Languages in which pages and mails of ours can be shown to the people a workspace writes to, by their tag. */
export const READER_LANGUAGES = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  nl: 'Dutch',
  pt: 'Portuguese',
  pl: 'Polish',
} as const;

export type ReaderLanguage = keyof typeof READER_LANGUAGES;

export const READER_LANGUAGE_TAGS = Object.keys(READER_LANGUAGES) as ReaderLanguage[];
