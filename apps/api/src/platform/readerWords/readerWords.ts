import type { ReaderLanguage } from '@rapport/common';
import { de } from './de.js';
import { en, type ReaderKey, type ReaderWords } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { nl } from './nl.js';
import { pl } from './pl.js';
import { pt } from './pt.js';

export const readerWords: Readonly<Record<ReaderLanguage, ReaderWords>> = { en, de, fr, es, it, nl, pt, pl };

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** A sentence for readers, as text. @param values what the English sentence names in braces */
export function tell<Key extends ReaderKey>(
  language: ReaderLanguage,
  key: Key,
  ...[values]: Names<(typeof en)[Key]> extends never ? [] : [Readonly<Record<Names<(typeof en)[Key]>, string>>]
): string {
  const given: Readonly<Record<string, string>> = values ?? {};
  return readerWords[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => given[name] ?? whole);
}

/** "3 May 2027", of a time as it is stored. */
export function longDay(instant: string, language: ReaderLanguage = 'en'): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(instant));
}
