import { createHash } from 'node:crypto';
import { sampleEmail, verifySignatures } from '../testing/index.js';
import type { DnsZone } from '../testing/index.js';
import { bodyHash } from './bodyHash.js';
import { MessageSigner } from './MessageSigner.js';
import { makeSigningKeyPair, type SigningKey, signingKeyFor, signingRecordOf, txtPieces } from './SigningKey.js';

let key: SigningKey;
let zone: DnsZone;
beforeAll(async () => {
  const { privateKey, publicKey } = await makeSigningKeyPair();
  key = { domain: 'example.com', selector: 'rapport-a1', privateKey };
  const { name, value } = signingRecordOf({ ...key, publicKey });
  zone = { [name]: { TXT: [value] } };
});

const signed = (over: Parameters<typeof sampleEmail>[0] = {}): Promise<Buffer> => new MessageSigner([key]).compose(sampleEmail(over));
const results = async (raw: Buffer): Promise<string> => (await verifySignatures(raw, zone)).map(({ result }) => result).join(', ');
/** The same message with another text in it. */
const changed = (raw: Buffer, from: string, to: string): Buffer => {
  const text = raw.toString('latin1');
  expect(text).toContain(from);
  return Buffer.from(text.replace(from, to), 'latin1');
};

it('signs what one-click unsubscribing needs, and closes the headers against additions', async () => {
  const [signature, ...others] = await verifySignatures(await signed(), zone);
  expect(others).toEqual([]);
  expect(signature).toMatchObject({ domain: 'example.com', selector: 'rapport-a1', result: 'pass' });
  const twice = ['from', 'subject', 'to', 'date', 'message-id', 'mime-version', 'content-type', 'reply-to'];
  expect(signature?.signed).toEqual([...twice, 'list-unsubscribe', 'list-unsubscribe-post'].flatMap((name) => [name, name]));
});

it.each([
  ['another subject', 'Subject: ', 'Subject: Re: '],
  ['another address to unsubscribe at', '/u/token>', '/u/other>'],
  ['a second sender', '\r\nTo: ', '\r\nFrom: eve@example.net\r\nTo: '],
  ['a second subject', '\r\nTo: ', '\r\nSubject: Buy\r\nTo: '],
  ['another text', 'Yours', 'Mine'],
  ['a line more', '.\r\nYours', '.\r\n\r\nYours'],
])('does not hold with %s', async (_, from, to) => {
  const raw = await signed();
  expect(await results(raw)).toBe('pass');
  expect(await results(changed(raw, from, to))).not.toBe('pass');
});

it('does not hold when a header is added that was not there', async () => {
  const raw = await signed({ replyTo: null, headers: [] });
  const [signature] = await verifySignatures(raw, zone);
  expect([signature?.result, signature?.signed.filter((name) => name === 'reply-to')]).toEqual(['pass', ['reply-to']]);
  expect(await results(changed(raw, '\r\nTo: ', '\r\nReply-To: eve@example.net\r\nTo: '))).not.toBe('pass');
});

it('holds when a relay folds headers anew, trims lines and adds headers of its own', async () => {
  const raw = await signed();
  const relayed = `Received: from a by b;\r\n Mon, 23 Nov 2026 10:00:00 +0000\r\n${raw.toString('latin1').replace('\r\nTo: ', '\r\nTo:   ')}\r\n\r\n`;
  expect(await results(Buffer.from(relayed, 'latin1'))).toBe('pass');
});

it.each([
  ['files', { attachments: [{ fileName: 'Grüße.pdf', content: Buffer.alloc(1_600_000, 'A file ') }] }],
  ['text without end of line', { text: 'One', html: '' }],
  ['blanks and empty lines', { text: `  a \t b  \n\n\n${' '.repeat(900)}\n${'\n'.repeat(50_000)}`, html: '<p>\t\t </p>\n \n' }],
  ['no text at all', { text: '', html: '' }],
  ['characters of four bytes', { text: '🌱'.repeat(500), subject: '🌱'.repeat(100) }],
  ['addresses in UTF-8', { to: { name: 'Jürgen', address: 'jürgen@example.org' } }],
  ['a header that is there twice', { headers: [1, 2].map((n) => ({ name: 'List-Unsubscribe', value: `<https://example.com/${n}>` })) }],
])('signs messages with %s', async (_, over) => {
  expect(await results(await signed(over))).toBe('pass');
});

it('signs for the domain of the sender address, or for the nearest one above it that has a key', async () => {
  const from = (address: string) => signed({ from: { name: null, address } });
  expect(await results(await from('news@example.com'))).toBe('pass');
  expect(await results(await from('news@deep.news.EXAMPLE.com'))).toBe('pass');
  expect(await results(await from('news@otherexample.com'))).toBe('');
  expect(await results(await from('news@com'))).toBe('');
  const keys = ['example.com', 'news.example.com', 'xn--grten-gra.example'].map((domain) => ({ domain }));
  expect(signingKeyFor(keys, 'a.news.example.com')?.domain).toBe('news.example.com');
  expect(signingKeyFor(keys, 'example')).toBeNull();
});

it('refuses a key that it cannot read, before anything is sent', () => {
  expect(() => new MessageSigner([{ ...key, privateKey: 'nonsense' }])).toThrow();
});

it('cuts the value of its record into pieces that a TXT record takes', () => {
  const [{ TXT: [value = ''] = [] } = {}] = Object.values(zone);
  const pieces = txtPieces(value);
  expect([pieces.join(''), pieces.map(({ length }) => length)]).toEqual([value, [255, value.length - 255]]);
});

it.each([
  ['nothing', '', ''],
  ['blank lines only', ' \r\n\t\r\n\r\n', ''],
  ['blanks at its ends', ' a  b \t\r\n\r\n\r\n', ' a b\r\n'],
  ['line ends that come alone', 'a\nb\rc', 'a\r\nb\rc\r\n'],
  ['more than one slice', `${'a '.repeat(600_000)}\r\n`, `${'a '.repeat(600_000).trimEnd()}\r\n`],
  ['blanks across slices', `${'a'.repeat(1_048_575)}  b`, `${'a'.repeat(1_048_575)} b\r\n`],
])('reads a body of %s in its relaxed form', async (_, body, relaxed) => {
  expect(await bodyHash(Buffer.from(body))).toBe(createHash('sha256').update(relaxed).digest('base64'));
});
