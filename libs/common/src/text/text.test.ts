import fc from 'fast-check';
import { suggestPlainText } from './plainCharacters.js';
import { tellsHowToStop, textKeywordOf } from './textKeyword.js';
import { textSegments } from './textSegments.js';

describe('segments of a text', () => {
  it.each<[string, string, string, number, number, number]>([
    ['nothing', '', 'gsm7', 0, 0, 160],
    ['one letter', 'a', 'gsm7', 1, 1, 159],
    ['a full segment', 'a'.repeat(160), 'gsm7', 160, 1, 0],
    ['one letter more', 'a'.repeat(161), 'gsm7', 161, 2, 145],
    ['two full ones', 'a'.repeat(306), 'gsm7', 306, 2, 0],
    ['three', 'a'.repeat(307), 'gsm7', 307, 3, 152],
    ['letters of Europe and a line break', 'Grüße à Ørsted, ¿qué?\n', 'gsm7', 22, 1, 138],
    ['letters that GSM-7 has', 'Äöüßéèñ Ω ¿¡£¥§\r\n', 'gsm7', 17, 1, 143],
    ['euros and brackets, two each', '[€]', 'gsm7', 6, 1, 154],
    ['80 euros', '€'.repeat(80), 'gsm7', 160, 1, 0],
    // 153 is odd: a euro of two units never lies across the border.
    ['81 euros', '€'.repeat(81), 'gsm7', 162, 2, 143],
    ['a typographic quote', 'It’s', 'ucs2', 4, 1, 66],
    ['70 of another script', 'Ж'.repeat(70), 'ucs2', 70, 1, 0],
    ['71 of another script', 'Ж'.repeat(71), 'ucs2', 71, 2, 63],
    ['35 pictures', '🌱'.repeat(35), 'ucs2', 70, 1, 0],
    // 67 is odd: the 34th picture begins the second segment.
    ['36 pictures', '🌱'.repeat(36), 'ucs2', 72, 2, 61],
  ])('%s', (_, text, encoding, units, count, unitsLeft) => {
    expect(textSegments(text)).toMatchObject({ encoding, units, count, unitsLeft });
  });

  it('names what made it costly, each once and the first ten', () => {
    expect(textSegments('“Hi” she said – “ok” 🌱').costly).toEqual(['“', '”', '–', '🌱']);
    expect(textSegments('абвгдежзийклм').costly).toHaveLength(10);
    expect(textSegments('plain').costly).toEqual([]);
  });

  it('holds for every text: no segment is overfull, none is wasted by more than a character', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('a', '€', '[', 'ß'), fc.constantFrom('🌱', 'Ж', '’', 'é')), maxLength: 900 });
    fc.assert(
      fc.property(text, (body) => {
        const { encoding, units, count, unitsLeft } = textSegments(body);
        const [alone, joined] = encoding === 'gsm7' ? [160, 153] : [70, 67];
        expect(encoding === 'ucs2').toBe(/[🌱Ж’]/u.test(body));
        if (units <= alone) expect([count, unitsLeft]).toEqual([units === 0 ? 0 : 1, alone - units]);
        else {
          expect(count).toBeGreaterThanOrEqual(Math.ceil(units / joined));
          // Every border may leave one unit empty.
          expect(count * joined - unitsLeft - units).toBeGreaterThanOrEqual(0);
          expect(count * joined - unitsLeft - units).toBeLessThan(count);
          expect(unitsLeft).toBeGreaterThanOrEqual(0);
          expect(unitsLeft).toBeLessThan(joined);
        }
      }),
    );
  });

  it('never needs fewer for a longer text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 50 }), (one, more) => {
        expect(textSegments(one + more).count).toBeGreaterThanOrEqual(textSegments(one).count);
      }),
    );
  });
});

describe('plain characters', () => {
  it('are suggested where they save a segment, and not otherwise', () => {
    const long = `It’s ${'a'.repeat(100)}`;
    expect(suggestPlainText(long)).toEqual({ text: long.replace('’', "'"), exchanged: [{ from: '’', to: "'" }], saved: 1 });
    expect(suggestPlainText('It’s short')).toBeNull();
    expect(suggestPlainText(`It’s 🌱 ${'a'.repeat(100)}`)).toBeNull();
  });

  it('leave nothing to suggest a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '’', '“', '…', '–', '\u00a0', 'Ж'), maxLength: 400 }), (body) => {
        const suggestion = suggestPlainText(body);
        if (suggestion) expect(suggestPlainText(suggestion.text)).toBeNull();
      }),
    );
  });
});

describe('keywords', () => {
  it.each([
    ['STOP', 'stop'],
    [' stop. ', 'stop'],
    ['“Stop!”', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['stopall', 'stop'],
    ['Unsubscribe', 'stop'],
    ['cancel\n', 'stop'],
    ['END', 'stop'],
    ['quit🙂', 'stop'],
    ['start', 'start'],
    ['Yes', 'start'],
    ['UNSTOP', 'start'],
    ['help?', 'help'],
    ['please stop by', null],
    ['Stop it', null],
    ['stop stop', null],
    ['the end', null],
    ['yes please', null],
    ['constructor', null],
    ['', null],
    ['!!!', null],
  ])('%j means %s', (body, keyword) => {
    expect(textKeywordOf(body)).toBe(keyword);
  });

  it('are told to the reader in capitals', () => {
    expect(tellsHowToStop('News from us. Reply STOP to end.')).toBe(true);
    expect(tellsHowToStop('We stop by tomorrow.')).toBe(false);
  });
});
