import { hash, randomBytes } from 'node:crypto';

/**
 * 256 random bits for a link or a cookie. Only its hash is stored. 32 bytes end in a letter or digit, never in a hyphen or an underscore,
 * which mail programs cut off.
 */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
