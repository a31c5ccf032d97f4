/** GSM 03.38: the letters that cost one unit. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Sent as an escape and a letter: two units, which one segment keeps together. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/** What one segment holds: alone, and as one of several, where a header takes some of it. */
const SIZES = { gsm7: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } } as const;

export type TextEncoding = keyof typeof SIZES;

/** Twilio refuses longer ones (its error 21617). */
export const LONGEST_TEXT = 1600;

/** How many of the costly characters are named. */
const MOST_NAMED = 10;

export interface TextSegments {
  readonly encoding: TextEncoding;
  /** Septets of GSM-7, or UTF-16 code units. */
  readonly units: number;
  /** Each is billed as one message. */
  readonly count: number;
  /** How many units the last one still takes; of an empty text, all of one. */
  readonly unitsLeft: number;
  /** The first characters, each once, that GSM-7 does not have: they halve what a segment holds. */
  readonly costly: readonly string[];
}

/** How a text is cut into the messages that a phone network carries. A character is never cut in two. */
export function textSegments(text: string): TextSegments {
  const characters = [...text];
  const costly = [...new Set(characters.filter((character) => !BASIC.has(character) && !EXTENDED.has(character)))];
  const encoding = costly.length > 0 ? 'ucs2' : 'gsm7';
  const sizes = characters.map((character) => (encoding === 'ucs2' ? character.length : EXTENDED.has(character) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, joined } = SIZES[encoding];
  if (units <= alone) return { encoding, units, count: units === 0 ? 0 : 1, unitsLeft: alone - units, costly: costly.slice(0, MOST_NAMED) };
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, count, unitsLeft: joined - used, costly: costly.slice(0, MOST_NAMED) };
}
