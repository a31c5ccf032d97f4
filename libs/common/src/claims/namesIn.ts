/** Words that are capitalised without being names. */
const NO_NAMES = new Set([
  'i',
  'ok',
  'pdf',
  'faq',
  'url',
  'html',
  'sms',
  'dm',
  'ps',
  'p.s',
  'etc',
  'am',
  'pm',
  'a',
  'o',
  'e',
  'y',
  'w',
  'z',
  'u',
  'à',
  'é',
  'è',
  'ó',
]);
/** The German polite forms. */
const POLITE = /^(?:sie|ihr|ihnen|ihre[mnrs]?|euch|euer|eure[mnrs]?|du|dich|dir|dein|deine[mnrs]?)$/i;
const ENGLISH_I = /^i['’](?:m|ve|ll|d)$/i;
const WORD = /\p{L}[\p{L}\p{M}'’.-]*\p{L}|\p{L}/gu;
const CAPITAL = /^\p{Lu}/u;
const INNER_CAPITAL = /^\p{L}+\p{Lu}|^\p{Lu}{2,}$/u;

interface Word {
  readonly text: string;
  readonly at: number;
  readonly isFirst: boolean;
}

export interface NameUse {
  readonly words: readonly string[];
  /** The first of several words may be a capitalised verb. */
  readonly isSentenceStart: boolean;
}

/**
 * Names as far as capitals tell them: words that begin with one inside a sentence, joined where they follow one another. A single
 * word at the start of a sentence tells nothing. In German every noun has a capital: there only several in a row, after a title or
 * greeting, or with a capital inside, count.
 */
export function namesIn(text: string, language: string | null): NameUse[] {
  const words = wordsOf(text);
  const names: NameUse[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const run = runFrom(words, at, text);
    if (run.length === 0) continue;
    if (isName(run, words[at - 1], language))
      names.push({ words: run.map((word) => word.text), isSentenceStart: run[0]?.isFirst === true });
    at += run.length - 1;
  }
  return names;
}

/** What a name follows, in any language. */
const GREETINGS =
  /^(?:hi|hello|hey|dear|mr|mrs|ms|dr|hallo|liebe|lieber|herr|frau|guten|bonjour|cher|chère|madame|monsieur|hola|querido|querida|estimado|estimada|señor|señora|ciao|caro|cara|gentile|signor|signora|beste|geachte|heer|mevrouw|olá|caro|prezado|prezada|senhor|senhora|cześć|drogi|droga|szanowny|szanowna|pan|pani)$/i;

function isName(run: readonly Word[], before: Word | undefined, language: string | null): boolean {
  const [first] = run;
  if (!first) return false;
  if (run.some(({ text }) => INNER_CAPITAL.test(text))) return true;
  if (before && GREETINGS.test(before.text.replace(/\.$/, ''))) return true;
  if (language === 'de') return run.length > 1 && !first.isFirst;
  return !first.isFirst || run.length > 1;
}

/** Words with a capital that follow one another with nothing but a blank between them. A greeting before them is no part of the name. */
function runFrom(words: readonly Word[], start: number, text: string): Word[] {
  const run: Word[] = [];
  for (let at = start; at < words.length; at += 1) {
    const word = words[at];
    if (!word || !CAPITAL.test(word.text) || NO_NAMES.has(word.text.toLowerCase()) || ENGLISH_I.test(word.text) || POLITE.test(word.text))
      break;
    const last = run.at(-1);
    if (last && (word.isFirst || !/^ +$/.test(text.slice(last.at + last.text.length, word.at)))) break;
    if (run.length === 0 && GREETINGS.test(word.text.replace(/\.$/, ''))) break;
    run.push(word);
  }
  return run;
}

function wordsOf(text: string): Word[] {
  let end = 0;
  return [...text.matchAll(WORD)].map((match) => {
    const between = text.slice(end, match.index);
    // A merge tag before it is a word too.
    const isFirst = end === 0 ? !between.includes('\u2022') : /[.!?…:;\n]/.test(between);
    end = match.index + match[0].length;
    return { text: match[0].replace(/['’]s$/, ''), at: match.index, isFirst };
  });
}
