import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const CODE = ['apps/api/src', 'apps/web/src', 'libs/common/src', 'libs/providers/src'];
/** What other programs write above their columns and into them, and sentences in other languages. */
const FOREIGN_WORDS = /imports[\\/](mapping|consent)[\\/]|readerWords[\\/](de|fr|es|it|nl|pt|pl)\.ts/;

/** What people read is said in the words of the field: these are old-fashioned, or riddles. */
const FORBIDDEN = [
  /\b(some|every|any)body\b/i,
  /\bstands?\b(?!-)/i,
  /\b(puts?|putting) (it |them |this )?right\b/i,
  /\b(not|be|taken) taken\b|\btaken (off|over|back)\b/i,
  /\blooked through\b/i,
  /\bwritten down\b/i,
  /\b(has|have|is|are|was|set-up|not) begun\b/i,
  /\b(go|goes|gone|went) on (with|sending|editing|where)\b|\b(import|sending|work) goes on\b|\bto go on\b/i,
  /\bheard of\b/i,
  /\blets? us in\b/i,
  /\bin the moment\b/i,
  /\bby itself\b/i,
  /\bbecame of\b/i,
  /\bnothing to complain\b/i,
  /\bpassword is right\b/i,
  /\bclocks of\b/i,
];

interface Line {
  readonly place: string;
  readonly text: string;
}

function linesOf(folder: string, names: RegExp): Line[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => names.test(file) && !FOREIGN_WORDS.test(file))
    .flatMap((file) =>
      readFileSync(path.join(root, folder, file), 'utf8')
        .split('\n')
        .map((line, at) => ({ place: `${folder}/${file}:${at + 1}`, text: line.trim() })),
    );
}

/** Lines with anything to read for those who use the product: no comments, no names of tests. */
function isShown({ place, text }: Line): boolean {
  return !/\.test\.tsx?:/.test(place) && !/[\\/]testing[\\/]/.test(place) && !/^(\/\/|\/\*|\*)/.test(text);
}

/** Without what is behind `//`, which is no part of an address. */
function withoutRemark(text: string): string {
  return text.replace(/(^|\s)\/\/ .*$/, '').replace(/\/\*.*?\*\//g, '');
}

const told = ({ place, text }: Line): string => `${place}: ${text.slice(0, 120)}`;

/** A number with its noun, where a page says it: limits come from libs/common or from the API, and the noun agrees with them. */
const TYPED_NUMBER =
  /(?<![\w{$.])\d+(?:[.,]\d+)* ?(?:[kMG]?B|(?:character|contact|day|file|hour|minute|month|recipient|row|second|week)s?)\b(?!['\w])/;
const NUMBER_WORD =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty) (?:days|files|hours|minutes|months|recipients|seconds|weeks)\b/i;
/** Choices of a menu, which are no limits, and an example of how a clock reads. */
const CHOICES = /label: '|^\{ value: |'The file is empty \(0 bytes\)/;

it('the dashboard types no limit into a sentence', () => {
  const lines = linesOf('apps/web/src', /\.tsx?$/).filter(isShown);
  const found = lines.filter(({ text }) => {
    const shown = withoutRemark(text);
    return (TYPED_NUMBER.test(shown) || NUMBER_WORD.test(shown)) && !CHOICES.test(shown);
  });
  expect(found.map(told)).toEqual([]);
});

it('would notice one that is typed', () => {
  for (const typed of ['at most 2 MB. Shown at', 'stay here for 30 days and', 'to 5 recipients', 'again for ten minutes.'])
    expect([typed, TYPED_NUMBER.test(typed) || NUMBER_WORD.test(typed)]).toEqual([typed, true]);
});

it('the product says "email" everywhere, in one spelling', () => {
  const lines = [...CODE, 'docs'].flatMap((folder) => linesOf(folder, /\.(tsx?|md)$/));
  expect(lines.filter(({ text }) => /\be-mail/i.test(text)).map(told)).toEqual([]);
});

it('what people read has none of the words that slow them down', () => {
  const lines = CODE.flatMap((folder) => linesOf(folder, /\.tsx?$/)).filter(isShown);
  const found = lines.filter(({ text }) => FORBIDDEN.some((word) => word.test(withoutRemark(text))));
  expect(found.map(told)).toEqual([]);
});

it('finds such a word between others', () => {
  const sentences = [
    'Somebody asked for it',
    'The mail server lets us in.',
    'the row was not taken',
    'Your password is right.',
    'The import goes on',
  ];
  expect(sentences.map((text) => FORBIDDEN.some((word) => word.test(text)))).toEqual(sentences.map(() => true));
  expect(FORBIDDEN.some((word) => word.test(withoutRemark("const name = 'x'; // for somebody else")))).toBe(false);
});
