import { simpleParser } from 'mailparser';
import MimeNode from 'nodemailer/lib/mime-node';
import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';
import { type PiecedText, wholeOf } from '../contracts/PiecedText.js';
import { composeMime, envelopeAddress } from './composeMime.js';
import { encodePieces } from './encodePieces.js';

const email: OutgoingEmail = {
  from: { name: 'Garden Club', address: 'club@garden.example.org' },
  to: { name: 'Ada Lindqvist', address: 'ada@example.com' },
  replyTo: null,
  subject: 'News',
  html: '<p>Hello</p>',
  text: 'Hello\n',
  headers: [],
  messageId: '<0190@garden.example.org>',
  date: new Date('2026-01-02T03:04:05Z'),
};

const NASTY = [
  '',
  ' ',
  'Ada',
  ' leading',
  'trailing ',
  'two  blanks',
  '=',
  '=3D',
  '.',
  '\n.\n',
  'ends with a line\n',
  '\r\nbegins with one',
  'old mac\rline',
  'Zoë 🌳',
  '€'.repeat(40),
  'x'.repeat(75),
  'x'.repeat(76),
  'x'.repeat(200),
  `${'word '.repeat(30)}`,
  '\t',
  '--=_boundary',
  'From here',
];
const CONSTANTS = [
  ['Dear ', ',\n\nwelcome.\n'],
  ['', '\n', ''],
  [' ', ' '],
  [`<td style="${'a:b;'.repeat(60)}">`, '</td>\r\n', '</table>'],
  ['x'.repeat(75), 'y'.repeat(76), 'z'.repeat(77)],
  ['no end\t', '\tno start', '='],
  ['Grüße ', ' 🌱 '],
];

describe('a message in pieces', () => {
  const pieced: PiecedText[] = CONSTANTS.flatMap((constants) =>
    NASTY.map((_, index) => ({ constants, values: [...constants, ''].map((_, at) => NASTY[(index + at * 7) % NASTY.length] as string) })),
  );

  it.each(pieced.map((one) => [JSON.stringify(one).slice(0, 120), one] as const))('is read as its whole: %s', async (_name, html) => {
    const whole = wholeOf(html);
    const text = { constants: html.constants, values: [...html.values].reverse() };
    const mime = composeMime({ ...email, html: whole, text: wholeOf(text), pieces: { html, text } });
    const read = await simpleParser(mime, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true });
    const lineEnds = (content: string): string => content.replace(/\r\n|\r/g, '\n');
    // The line end before a boundary is not the text's.
    expect([lineEnds(`${read.html || ''}`), lineEnds(`${read.text ?? ''}\n`).trimEnd()]).toEqual([
      lineEnds(whole),
      lineEnds(wholeOf(text)).trimEnd(),
    ]);
    for (const line of mime.toString('latin1').split('\r\n')) {
      expect(line.length).toBeLessThanOrEqual(76);
      expect(line).not.toMatch(/[ \t]$/);
    }
  });

  it('is written as a whole where most of it would be escaped', () => {
    expect(encodePieces({ constants: ['Здравствуйте, '], values: ['', 'Ада'] })).toBeNull();
    const html = { constants: ['Здравствуйте, '], values: ['', 'Ада'] };
    expect(composeMime({ ...email, html: wholeOf(html), pieces: { html, text: html } }).toString()).toContain('base64');
  });
});

/** The fields as nodemailer writes them when it has all of them at once. */
function byNodemailer({ from, to, replyTo, subject, headers, messageId, date }: OutgoingEmail): string[] {
  const node = new MimeNode('multipart/alternative');
  const box = ({ name, address }: OutgoingEmail['from']): { name: string; address: string } => ({
    name: (name ?? '').replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim(),
    address: envelopeAddress(address),
  });
  node.setHeader([
    { key: 'From', value: box(from) },
    { key: 'To', value: box(to) },
    ...(replyTo ? [{ key: 'Reply-To', value: box(replyTo) }] : []),
    { key: 'Subject', value: subject.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim() },
    { key: 'Message-ID', value: messageId },
    { key: 'Date', value: date },
  ]);
  for (const { name, value } of headers) node.addHeader(name, value);
  return node.buildHeaders().split(/\r\n(?![ \t])/);
}

it.each([
  {},
  { subject: 'x'.repeat(300) },
  { subject: 'Many words, '.repeat(20) },
  { subject: 'Grüße aus dem Garten 🌳' },
  { subject: '=?utf-8?q?not_encoded?=' },
  { subject: '' },
  { subject: 'a  b\tc\r\nBcc: x@example.com' },
  { to: { name: null, address: 'ada@example.com' } },
  { to: { name: '', address: "o'brien+x/y@example.com" } },
  { to: { name: 'Lindqvist, Ada "A."', address: 'ada@example.com' } },
  { to: { name: "O'Brien", address: 'o@example.com' } },
  { to: { name: 'Ada\r\nBcc: x@example.com', address: 'ada@example.com' } },
  { to: { name: 'Zoë', address: 'zoe@bücher.example' } },
  { to: { name: 'zoë', address: 'zoë@bücher.example' } },
  { to: { name: 'A very long name '.repeat(6), address: `${'a'.repeat(60)}@example.com` } },
  { to: { name: 'Ada', address: '.dots..everywhere.@EXAMPLE.com' } },
  { to: { name: 'ada@example.com', address: 'ada@example.com' } },
  { to: { name: '田中', address: 'tanaka@example.jp' } },
  { replyTo: { name: 'Answers', address: 'answers@garden.example.org' } },
  { replyTo: { name: null, address: 'answers@garden.example.org' } },
  {
    headers: [
      { name: 'List-Unsubscribe', value: `<https://rapport.example/u/${'x'.repeat(250)}>` },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      { name: 'Feedback-ID', value: '0190:0191:campaign:rapport' },
      { name: 'x-lower-id', value: 'lower' },
      { name: 'MIME-Thing', value: 'Füße' },
      { name: 'In-Reply-To', value: '<1@example.com>' },
      { name: 'References', value: '<1@example.com> <2@example.com>' },
      { name: 'X-Empty', value: '' },
      { name: 'X-Long', value: 'word '.repeat(40).trim() },
    ],
  },
] satisfies Partial<OutgoingEmail>[])('has the fields that nodemailer writes: %j', (change) => {
  const changed = { ...email, ...change };
  const head = composeMime(changed).toString('utf8').split('\r\n\r\n')[0] as string;
  // A Message-ID is never folded, and the boundary is new each time.
  const fields = head.split(/\r\n(?![ \t])/).filter((field) => !field.startsWith('Content-Type'));
  expect(fields).toEqual(byNodemailer(changed).filter((field) => !field.startsWith('Content-Type')));
});
