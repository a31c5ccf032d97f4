import { readEmail } from '../contacts/readEmail.js';
import { asciiDigits, removeInvisible } from '../contacts/characters.js';
import { problem, quoted, type FieldReading, type ReadingHints } from './fieldReading.js';

/** An email address as the primary one is read: without what programs put around it. */
export function readEmailValue(text: string): FieldReading {
  const reading = readEmail(text);
  return 'problem' in reading ? problem(reading.problem.code, reading.problem.reason) : { value: reading.email.address };
}

export function looksLikeEmail(text: string): boolean {
  return text.includes('@') && 'email' in readEmail(text);
}

/** A phone number: `+4930901820`, with `;ext=12` behind it; as it is typed where nobody can tell its country. */
export function readPhoneValue(text: string, { readPhone }: Pick<ReadingHints, 'readPhone'>): FieldReading {
  if (readPhone !== null) return readPhone(text);
  const bare = asciiDigits(removeInvisible(text)).replace(/[\s().\-/]/g, '');
  if (/^\+[1-9]\d{6,14}(?:;ext=\d{1,8})?$/.test(bare)) return { value: bare };
  return problem('phone.invalid', `${quoted(text)} is not a phone number with its country code. Write it as +4930901820.`);
}

/** An extension as people write it. */
export function showPhone(value: string): string {
  return value.replace(/;ext=(\d+)$/, ' ext. $1');
}
