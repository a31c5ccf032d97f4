import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const pads = new WeakMap<Buffer, { readonly inner: Buffer; readonly outer: Buffer }>();

/**
 * HMAC-SHA256 (RFC 2104) of a text under a key of at most 64 bytes, in base64url. It is put together from two hashes because a
 * `createHmac` object costs twenty times as much as the hashing itself, and every change of a record makes one.
 */
export function hmacSha256(key: Buffer, text: string): string {
  const { inner, outer } = padsOf(key);
  const first = hash('sha256', Buffer.concat([inner, Buffer.from(text, 'utf8')]), 'buffer');
  return hash('sha256', Buffer.concat([outer, first]), 'base64url');
}

function padsOf(key: Buffer): { readonly inner: Buffer; readonly outer: Buffer } {
  const known = pads.get(key);
  if (known) return known;
  const made = { inner: Buffer.alloc(BLOCK_BYTES, 0x36), outer: Buffer.alloc(BLOCK_BYTES, 0x5c) };
  for (const [at, byte] of key.entries()) {
    made.inner.writeUInt8(byte ^ 0x36, at);
    made.outer.writeUInt8(byte ^ 0x5c, at);
  }
  pads.set(key, made);
  return made;
}
