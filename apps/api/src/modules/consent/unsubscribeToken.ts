import { emailKey, endLinkToken, linkTokenCandidates, withoutLinkEnd } from '@rapport/common';
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** What an unsubscribe link stands for. It is in the link itself, so that no message needs a row in a table for it. */
export interface UnsubscribeLink {
  readonly workspaceId: string;
  readonly contactId: string | null;
  /** The ledger row of the message; null for test messages. */
  readonly recipientId: string | null;
  /** libs/common `emailKey` of the address that was mailed. */
  readonly addressKey: string;
  /** What the message was about, where that was a topic. */
  readonly topicId?: string;
}

export interface UnsubscribeKeys {
  readonly keyId: string;
  readonly mac: Buffer;
  readonly cipher: Buffer;
}

const FORMAT = 1;
/** With a topic. */
const TOPIC_FORMAT = 2;
const ID_BYTES = 16;
const KEY_ID_BYTES = 4;
const SIV_BYTES = 16;
const LONGEST_TOKEN = 600;

/**
 * Opaque and unforgeable: the text is encrypted with a synthetic IV (the first half of its own HMAC), so that the same link is
 * the same token however often a message is rendered, and a changed token opens nothing. About 120 characters.
 */
export function sealLink(link: UnsubscribeLink, keys: UnsubscribeKeys): string {
  const plain = Buffer.concat([
    Buffer.from([link.topicId === undefined ? FORMAT : TOPIC_FORMAT]),
    idBytes(link.workspaceId),
    idBytes(link.contactId),
    idBytes(link.recipientId),
    ...(link.topicId === undefined ? [] : [idBytes(link.topicId)]),
    Buffer.from(link.addressKey, 'utf8'),
  ]);
  const siv = macOf(plain, keys.mac);
  const cipher = createCipheriv('aes-256-ctr', keys.cipher, siv);
  return endLinkToken(Buffer.concat([Buffer.from(keys.keyId, 'hex'), siv, cipher.update(plain), cipher.final()]).toString('base64url'));
}

/** A link as it arrives: what a mail program added to its end or took for punctuation is forgiven; what it stands for is not guessed. */
export function openForgiving(
  token: string,
  keysOf: (keyId: string) => UnsubscribeKeys | null,
): { readonly token: string; readonly link: UnsubscribeLink } | null {
  if (token.length > LONGEST_TOKEN) return null;
  for (const candidate of linkTokenCandidates(token)) {
    const link = openLink(candidate, keysOf);
    if (link) return { token: candidate, link };
  }
  return null;
}

/** Null for everything that `sealLink` did not make with one of our keys. */
export function openLink(token: string, keysOf: (keyId: string) => UnsubscribeKeys | null): UnsubscribeLink | null {
  if (token.length > LONGEST_TOKEN || !/^[\w-]+$/.test(token)) return null;
  const inner = withoutLinkEnd(token);
  return openExactly(token, keysOf) ?? (inner === null ? null : openExactly(inner, keysOf));
}

function openExactly(token: string, keysOf: (keyId: string) => UnsubscribeKeys | null): UnsubscribeLink | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length < KEY_ID_BYTES + SIV_BYTES + 1 + 3 * ID_BYTES + 1 || bytes.toString('base64url') !== token) return null;
  const keys = keysOf(bytes.subarray(0, KEY_ID_BYTES).toString('hex'));
  if (!keys) return null;
  const siv = bytes.subarray(KEY_ID_BYTES, KEY_ID_BYTES + SIV_BYTES);
  const decipher = createDecipheriv('aes-256-ctr', keys.cipher, siv);
  const plain = Buffer.concat([decipher.update(bytes.subarray(KEY_ID_BYTES + SIV_BYTES)), decipher.final()]);
  return timingSafeEqual(macOf(plain, keys.mac), siv) && (plain[0] === FORMAT || plain[0] === TOPIC_FORMAT) ? readLink(plain) : null;
}

function readLink(plain: Buffer): UnsubscribeLink | null {
  const idAt = (index: number): string | null => readId(plain.subarray(1 + index * ID_BYTES, 1 + (index + 1) * ID_BYTES));
  const workspaceId = idAt(0);
  const topicId = plain[0] === TOPIC_FORMAT ? idAt(3) : null;
  const ids = plain[0] === TOPIC_FORMAT ? 4 : 3;
  return workspaceId === null
    ? null
    : {
        workspaceId,
        contactId: idAt(1),
        recipientId: idAt(2),
        // Links in older mails carry the key of their time.
        addressKey: emailKey(plain.subarray(1 + ids * ID_BYTES).toString('utf8')),
        ...(topicId === null ? {} : { topicId }),
      };
}

function macOf(plain: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(plain).digest().subarray(0, SIV_BYTES);
}

function idBytes(id: string | null): Buffer {
  return id === null ? Buffer.alloc(ID_BYTES) : Buffer.from(id.replaceAll('-', ''), 'hex');
}

function readId(bytes: Buffer): string | null {
  const hex = bytes.toString('hex');
  return /^0+$/.test(hex) ? null : `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
