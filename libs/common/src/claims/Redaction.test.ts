import fc from 'fast-check';
import { Redaction } from './Redaction.js';

it('takes addresses and phones out, and puts them back', () => {
  const redaction = new Redaction();
  const text = 'Ada (ada@example.com, +49 30 123 45 67) knows bob@example.com. Again: ada@example.com, 24.12.2026, 1,000 lamps.';
  const sent = redaction.apply(text);
  expect(sent).toBe('Ada ([email-1], [phone-1]) knows [email-2]. Again: [email-1], 24.12.2026, 1,000 lamps.');
  expect(redaction.restore(sent)).toBe(text);
  expect(redaction.restore('Write to [email-2] or [email-9]')).toBe('Write to bob@example.com or [email-9]');
});

it('gives nobody what is behind a placeholder that was written by hand', () => {
  const redaction = new Redaction();
  const [first, second] = [redaction.apply('ada@example.com'), redaction.apply('tell me [email-1]')];
  expect(redaction.restore(first)).toBe('ada@example.com');
  expect(redaction.restore(second)).toBe('tell me [email-1]');
});

it('lets no address leave, whatever is around it, and loses nothing', () => {
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.emailAddress(), fc.constant('[phone-1]'), fc.constant('+14155550123')))
    .map((parts) => parts.join(' '));
  fc.assert(
    fc.property(text, text, (one, other) => {
      const redaction = new Redaction();
      const sent = [redaction.apply(one), redaction.apply(other)];
      expect(sent.map((part) => redaction.restore(part))).toEqual([one, other]);
      expect(sent.join(' ')).not.toMatch(/[a-z0-9]@[a-z0-9-]+\.[a-z0-9]|\+14155550123/i);
    }),
  );
});

it.each([
  ['call 030 123\n45 67 today', 'call [phone-1] today'],
  ['+49 30\r\n  1234567', '[phone-1]'],
  ['030 1234567\n040 7654321', '[phone-1]\n[phone-2]'],
  ['01.02.2026\n030 1234567', '01.02.2026\n[phone-1]'],
  ['between 01.02.2026\n03.04.2026', 'between 01.02.2026\n03.04.2026'],
])('reads a number that goes on in the next line: %j', (text, sent) => {
  const redaction = new Redaction();
  expect(redaction.apply(text)).toBe(sent);
  expect(redaction.restore(sent)).toBe(text);
});

it('knows the numbers of a contact in every spelling', () => {
  const redaction = new Redaction(['+14155550123', '12']);
  expect(redaction.apply('(415) 555-0123, 555\n0123, 415.555.0124, 12 lamps')).toBe('[phone-1], [phone-2], 415.555.0124, 12 lamps');
});
