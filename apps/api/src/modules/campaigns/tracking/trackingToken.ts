import { endLinkToken, linkTokenCandidates, withoutLinkEnd } from '@rapport/common';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What an address that we put into a message stands for. */
export interface TrackedPlace {
  readonly campaignId: string;
  /** The ledger row. Null: nobody is to be known by it. */
  readonly recipientId: string | null;
  /** Of the link, or `open` for the image. */
  readonly linkKey: string;
  /** Where it leads, when that is different for each person; else it is stored with the link. */
  readonly url: string | null;
}

export interface TrackingKey {
  readonly keyId: string;
  readonly mac: Buffer;
}

/** The image at the end of a message. */
export const OPEN_KEY = 'open';

const FORMAT = 1;
const KEY_ID_BYTES = 4;
const MAC_BYTES = 16;
const ID_BYTES = 16;
const LINK_BYTES = 6;
const HEAD_BYTES = KEY_ID_BYTES + MAC_BYTES + 1 + 2 * ID_BYTES + LINK_BYTES;
/** Beyond it mail programs and proxies begin to refuse an address. */
export const LONGEST_TOKEN = 1_800;
const NOBODY = Buffer.alloc(ID_BYTES);

/**
 * Signed, so that nobody makes an address of ours lead to where they like. Not encrypted: nothing in it is secret from whoever has the
 * message. Deterministic, like the messages it is in.
 */
export function signPlace({ campaignId, recipientId, linkKey, url }: TrackedPlace, { keyId, mac }: TrackingKey): string {
  const content = Buffer.concat([
    Buffer.from([FORMAT]),
    idBytes(campaignId),
    recipientId === null ? NOBODY : idBytes(recipientId),
    Buffer.from(linkKey.padEnd(8, '_'), 'base64url'),
    Buffer.from(url ?? '', 'utf8'),
  ]);
  return endLinkToken(Buffer.concat([Buffer.from(keyId, 'hex'), macOf(content, mac), content]).toString('base64url'));
}

/** Null for everything that `signPlace` did not make with one of our keys. What a mail program added to its end is forgiven. */
export function readPlace(token: string, macOfKey: (keyId: string) => Buffer | null): TrackedPlace | null {
  if (token.length > LONGEST_TOKEN + 10) return null;
  for (const candidate of linkTokenCandidates(token)) {
    const inner = withoutLinkEnd(candidate);
    const place = readExactly(candidate, macOfKey) ?? (inner === null ? null : readExactly(inner, macOfKey));
    if (place) return place;
  }
  return null;
}

function readExactly(token: string, macOfKey: (keyId: string) => Buffer | null): TrackedPlace | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length < HEAD_BYTES || bytes.toString('base64url') !== token) return null;
  const mac = macOfKey(bytes.subarray(0, KEY_ID_BYTES).toString('hex'));
  const content = bytes.subarray(KEY_ID_BYTES + MAC_BYTES);
  if (!mac || !timingSafeEqual(macOf(content, mac), bytes.subarray(KEY_ID_BYTES, KEY_ID_BYTES + MAC_BYTES))) return null;
  return content[0] === FORMAT ? placeOf(content.subarray(1)) : null;
}

function placeOf(content: Buffer): TrackedPlace {
  const recipient = content.subarray(ID_BYTES, 2 * ID_BYTES);
  const url = content.subarray(2 * ID_BYTES + LINK_BYTES).toString('utf8');
  return {
    campaignId: idOf(content.subarray(0, ID_BYTES)),
    recipientId: recipient.equals(NOBODY) ? null : idOf(recipient),
    linkKey: content
      .subarray(2 * ID_BYTES, 2 * ID_BYTES + LINK_BYTES)
      .toString('base64url')
      .replace(/_+$/, ''),
    url: url === '' ? null : url,
  };
}

function macOf(content: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update('tracking').update(content).digest().subarray(0, MAC_BYTES);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
