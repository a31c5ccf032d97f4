import { removeInvisible } from './characters.js';
import { readEmail } from './readEmail.js';

/**
 * The form in which two spellings of one mailbox are the same: used for the uniqueness of contacts and accounts, for suppressions and for
 * nothing else. Mail goes to the address as it was typed. Dots and +tags stay: whether they matter is up to each mail server.
 * What is no address (a report from elsewhere may name one) keeps its letters, so that it at least equals itself.
 */
export function emailKey(address: string): string {
  const reading = readEmail(address);
  return 'email' in reading ? reading.email.key : removeInvisible(address).trim().normalize('NFC').toLowerCase();
}
