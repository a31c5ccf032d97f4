import { type PiecedText, wholeOf } from '../contracts/PiecedText.js';
import type { Shared } from './sharedParts.js';
import { sharedPieces } from './sharedPieces.js';

const long = 'The garden opens on Friday, and all of you are welcome to bring a friend. ';
const withCrlf = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n');

const shared = (constants: readonly string[], ...values: (readonly string[])[]): { texts: PiecedText[]; result: Shared | null } => {
  const texts = values.map((own) => ({ constants, values: own }));
  return { texts, result: sharedPieces('html', texts) };
};

/** As Mailgun puts the variables in, in one pass from the left. */
const written = ({ constant, variables }: Shared, index: number): string =>
  constant.replace(/%recipient\.(\w+)%/g, (_, name: string) => variables.get(name)?.[index] ?? fail(`No variable ${name}.`));

it.each<[string, readonly string[], ...(readonly string[])[]]>([
  ['values between words', [`<p>Dear `, `</p>${long}`], ['', 'Ann', ''], ['', 'Zoë', '']],
  ['escapes that end where a value begins', [`${long}<a href="/%`, `">${long}100%`], ['', '20a', '%'], ['', 'F0', '']],
  ['values that look like an escape', [`${long}`, `${long}`], ['%', '%20', '20%'], ['%%', 'b', '%']],
  ['halves of line ends', [`${long}\r`, `\n${long}\r\n`], ['', '\n', '\n'], ['', 'x', '\r']],
  ['halves of characters', [`${long}\ud83c`, `${long}`], ['', '\udf31', ''], ['', '\udf3b', '']],
  ['constants without a space', ['x'.repeat(100), 'y'.repeat(100)], ['a', 'b', 'c'], ['d', 'e', 'f']],
  ['constants that are shorter than a variable', [long, ' and ', ' or ', long], ['', 'a', 'b', 'c', ''], ['', 'd', 'e', 'f', '']],
  ['nothing that is the same', ['', ''], ['a', 'b', 'c'], ['d', 'e', 'f']],
  ['empty values', [long, long], ['', '', ''], ['', 'a', '']],
  ['values that are the same for all', [long, long], ['', '12 Harbour Street', ''], ['', '12 Harbour Street', '']],
  ['dollar signs', [`${long}$& `, `${long} $1`], ['', '$$', ''], ['', '$&', '']],
])('writes each message as it was: %s', (_, constants, ...values) => {
  const { texts, result } = shared(constants, ...values);
  if (!result) return fail('They share their constants.');
  texts.forEach((text, index) => expect(written(result, index)).toBe(withCrlf(wholeOf(text))));
  // A per cent sign beside a variable could be read as part of it.
  expect(result.constant).not.toMatch(/%%recipient|%recipient\.\w+%%/);
});

it('sends what is the same once, and nothing else', () => {
  const { result } = shared([`<p>Dear `, `,</p>${long}<p>Yours, `, `</p>`], ['', 'Ann', 'Bo', ''], ['', 'Zoë', 'Bo', '']);
  expect(result?.constant).toBe(`<p>Dear %recipient.html0%</p>${long}<p>Yours, Bo</p>`);
  expect([...(result?.variables ?? [])]).toEqual([['html0', ['Ann,', 'Zoë,']]]);
  expect(shared([long], ['', ''], ['', '']).result).toEqual({ constant: long, variables: new Map() });
});

it('says that messages of different templates, and those without pieces, have to be compared', () => {
  const one: PiecedText = { constants: [long], values: ['', 'a'] };
  expect(sharedPieces('html', [one, { constants: [long], values: ['', 'b'] }])).toBeNull();
  expect(sharedPieces('html', [one, undefined])).toBeNull();
  expect(sharedPieces('html', [undefined, one])).toBeNull();
  expect(sharedPieces('html', [])).toBeNull();
});
