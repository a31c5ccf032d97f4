import { wholeOf } from '@rapport/providers';
import { FramePacker, frameOf, isFrame, unpackFramed, type WrittenContent } from './framedContent.js';

const html = ['<p>Dear ', `</p>${'<p>Our garden opens on Friday.</p>'.repeat(60)}<a href="`, '">Leave</a><a href="', '">Choose</a>'];
const text = ['Dear ', '\n\nLeave: ', '\n'];
const url = (name: string): string => `https://rapport.example.com/u/${encodeURIComponent(name)}${'0123456789abcdef'.repeat(10)}`;

function messageTo(name: string, constants = { html, text }): WrittenContent {
  const pieces = {
    html: { constants: constants.html, values: ['', name, url(name), `${url(name)}/preferences`, ''] },
    text: { constants: constants.text, values: ['', name, url(name), ''] },
  };
  const headers = [
    { name: 'List-Unsubscribe', value: `<${url(name)}>` },
    { name: 'Precedence', value: 'bulk' },
  ];
  return { html: wholeOf(pieces.html), text: wholeOf(pieces.text), headers, pieces };
}

function contentOf({ html: body, text: words, headers }: WrittenContent): object {
  return { html: body, text: words, headers };
}

const dictionary = frameOf(messageTo('Example')) as Buffer;
const packer = new FramePacker(dictionary);

const NAMES = [
  'Ann',
  '',
  'Jürgen 🌱',
  '"quoted"\r\n\\',
  'a name that is long enough to be given a number',
  url('Ann'),
  '\ud800',
  '0',
  'null',
];

it.each(NAMES)('gives back exactly what went in: %j', (name) => {
  expect(isFrame(dictionary)).toBe(true);
  // A half of a character cannot be kept in UTF-8, and no message can carry one.
  const kept = name === '\ud800' ? '\ufffd' : name;
  expect(unpackFramed(packer.pack(messageTo(kept)), dictionary)).toEqual(contentOf(messageTo(kept)));
});

it('keeps a link that is there four times once', () => {
  expect(packer.pack(messageTo('Ann')).length).toBeLessThan(url('Ann').length + 120);
});

it.each([
  ['another text around its values', messageTo('Ann', { html: ['<b>', ...html.slice(1)], text })],
  ['fewer pieces', messageTo('Ann', { html: html.slice(0, 3), text })],
  ['no pieces', { ...messageTo('Ann'), pieces: undefined }],
  ['a header more', { ...messageTo('Ann'), headers: [{ name: 'Reply-To', value: 'a@example.com' }, ...messageTo('Ann').headers] }],
  ['other headers', { ...messageTo('Ann'), headers: [...messageTo('Ann').headers].reverse() }],
  ['nothing', { html: '', text: '', headers: [] }],
])('keeps a message that does not fit as a whole: %s', (_name, message) => {
  expect(unpackFramed(packer.pack(message), dictionary)).toEqual(contentOf(message));
});

it('knows the same constants in another array', () => {
  const again = messageTo('Ann', { html: [...html], text: [...text] });
  expect(packer.pack(again).toString('latin1', 0, 1)).toBe(packer.pack(messageTo('Ann')).toString('latin1', 0, 1));
});
