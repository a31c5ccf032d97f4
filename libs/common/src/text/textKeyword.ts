/** What someone tells a sender of texts with a single word. */
export type TextKeyword = 'stop' | 'start' | 'help';

const WORDS: Readonly<Record<string, TextKeyword>> = {
  STOP: 'stop',
  STOPALL: 'stop',
  UNSUBSCRIBE: 'stop',
  CANCEL: 'stop',
  END: 'stop',
  QUIT: 'stop',
  START: 'start',
  YES: 'start',
  UNSTOP: 'start',
  HELP: 'help',
  INFO: 'help',
};

/** Null for every sentence, whatever words are in it: "please stop by" is no wish to be left alone. Case, spaces and punctuation do not count. */
export function textKeywordOf(body: string): TextKeyword | null {
  const word = body
    .normalize('NFKC')
    .replace(/^[\s\p{P}\p{S}\p{Cf}]+|[\s\p{P}\p{S}\p{Cf}]+$/gu, '')
    .toUpperCase();
  return Object.hasOwn(WORDS, word) ? (WORDS[word] ?? null) : null;
}

const TELLS = /\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT)\b/u;

/** Whether a text tells with which word its reader can end it: written in capitals, as readers know it. */
export function tellsHowToStop(body: string): boolean {
  return TELLS.test(body);
}
