import { randomInt } from 'node:crypto';
import { hashToken, newToken } from '../../platform/security/tokens.js';

const PREFIX_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const PREFIX_LENGTH = 12;

/** `rk_<prefix>_<secret>`: the whole is shown once, the public prefix finds the key, of the secret only the hash is kept. */
export interface NewApiKey {
  readonly prefix: string;
  readonly hash: string;
  readonly secret: string;
}

export function newApiKey(): NewApiKey {
  const prefix = Array.from({ length: PREFIX_LENGTH }, () => PREFIX_CHARACTERS[randomInt(PREFIX_CHARACTERS.length)]).join('');
  const token = newToken();
  return { prefix, hash: hashToken(token), secret: `rk_${prefix}_${token}` };
}
