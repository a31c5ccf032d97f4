import { endLinkToken, linkTokenCandidates, withoutLinkEnd } from '@rapport/common';
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SigningKey {
  readonly keyId: string;
  readonly mac: Buffer;
}

const KEY_ID_BYTES = 4;
const MAC_BYTES = 32;
const ID_BYTES = 16;
const LONGEST_TOKEN = 100;

/** The link of one sign-up: its id, signed. The same each time, because a mail that is tried again has the same link. */
export function signSignUp(id: string, { keyId, mac }: SigningKey): string {
  const content = Buffer.from(id.replaceAll('-', ''), 'hex');
  return endLinkToken(Buffer.concat([Buffer.from(keyId, 'hex'), content, macOf(content, mac)]).toString('base64url'));
}

/** Null for everything that `signSignUp` did not make with one of our keys. What a mail program added to its end is forgiven. */
export function readSignUp(token: string, macOfKey: (keyId: string) => Buffer | null): string | null {
  if (token.length > LONGEST_TOKEN) return null;
  for (const candidate of linkTokenCandidates(token)) {
    const inner = withoutLinkEnd(candidate);
    const id = readExactly(candidate, macOfKey) ?? (inner === null ? null : readExactly(inner, macOfKey));
    if (id) return id;
  }
  return null;
}

/** When a page was made, so that a form cannot be sent faster than a person fills it in. */
export function sealTime(formId: string, at: number, mac: Buffer): string {
  const time = at.toString(36);
  return `${time}.${timeMac(formId, time, mac)}`;
}

/** Null where it is missing, as in forms of other sites, or not ours. */
export function readTime(sealed: unknown, formId: string, mac: Buffer): number | null {
  if (typeof sealed !== 'string' || sealed.length > LONGEST_TOKEN) return null;
  const [time = '', sum = ''] = sealed.split('.');
  const expected = timeMac(formId, time, mac);
  const isOurs = sum.length === expected.length && timingSafeEqual(Buffer.from(sum), Buffer.from(expected));
  return isOurs ? parseInt(time, 36) : null;
}

function readExactly(token: string, macOfKey: (keyId: string) => Buffer | null): string | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== KEY_ID_BYTES + ID_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return null;
  const mac = macOfKey(bytes.subarray(0, KEY_ID_BYTES).toString('hex'));
  const content = bytes.subarray(KEY_ID_BYTES, KEY_ID_BYTES + ID_BYTES);
  if (!mac || !timingSafeEqual(macOf(content, mac), bytes.subarray(KEY_ID_BYTES + ID_BYTES))) return null;
  const hex = content.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function macOf(content: Buffer, mac: Buffer): Buffer {
  return createHmac('sha256', mac).update(content).digest();
}

function timeMac(formId: string, time: string, mac: Buffer): string {
  return createHmac('sha256', mac).update(`${formId} ${time}`).digest('base64url');
}
