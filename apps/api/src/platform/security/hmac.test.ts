import { createHmac, randomBytes } from 'node:crypto';
import { hmacSha256 } from './hmac.js';

it('is the HMAC that everyone else computes', () => {
  for (const length of [1, 31, 32, 64]) {
    const key = randomBytes(length);
    for (const text of ['', 'short', 'ünïcödé \u{1f600}', 'x'.repeat(5_000)]) {
      expect(hmacSha256(key, text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
    }
  }
});
