import { randomInt } from 'node:crypto';
import { hashWithSalt } from '../../../platform/security/passwords.js';

export const RECOVERY_CODES = 10;
/** Without letters and digits that are mistaken for each other. */
const ALPHABET = '23456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

/** `abcde-fghjk`: some 49 bits, guarded by argon2id at rest and by the limits of attempts. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
}

/** As it is stored: found by its hash, which only its owner's salt makes. Spaces, hyphens and capitals do not matter. */
export function hashRecoveryCode(userId: string, code: string): Promise<string> {
  return hashWithSalt(code.toLowerCase().replace(/[^a-z0-9]/g, ''), `recovery-code ${userId}`);
}

function newRecoveryCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}
