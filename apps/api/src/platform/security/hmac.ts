import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** Longer texts get a buffer of their own. */
const SHORT_TEXT = 4_096;

/** The two messages of RFC 2104 with the key's part in front, and room for the rest. Filled and hashed in one go, so it is reused. */
interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const pads = new WeakMap<Buffer, Pads>();

/**
 * HMAC-SHA256 (RFC 2104) of a text under a key of at most 64 bytes, in base64url. It is put together from two hashes because a
 * `createHmac` object costs twenty times as much as the hashing itself, and every change of a record makes one.
 */
export function hmacSha256(key: Buffer, text: string): string {
  const { inner, outer } = padsOf(key);
  // A character takes three bytes at most.
  const isShort = text.length * 3 <= SHORT_TEXT;
  const message = isShort
    ? inner.subarray(0, BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'utf8'))
    : Buffer.concat([inner.subarray(0, BLOCK_BYTES), Buffer.from(text, 'utf8')]);
  outer.write(hash('sha256', message, 'binary'), BLOCK_BYTES, 'binary');
  return hash('sha256', outer, 'base64url');
}

function padsOf(key: Buffer): Pads {
  const known = pads.get(key);
  if (known) return known;
  const made = { inner: Buffer.alloc(BLOCK_BYTES + SHORT_TEXT, 0x36), outer: Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES, 0x5c) };
  for (const [at, byte] of key.entries()) {
    made.inner.writeUInt8(byte ^ 0x36, at);
    made.outer.writeUInt8(byte ^ 0x5c, at);
  }
  pads.set(key, made);
  return made;
}
