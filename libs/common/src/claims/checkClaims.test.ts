import fc from 'fast-check';
import { checkClaims, type Evidence } from './checkClaims.js';

const TAGS = ['first_name', 'company', 'unsubscribe_url'];
const check = (text: string, facts: string | readonly string[] = '', over: Partial<Evidence> = {}) => {
  const cited = typeof facts === 'string' ? [facts] : facts;
  return checkClaims(text, { cited, given: cited, language: 'en', tags: TAGS, ...over });
};
const kinds = (...given: Parameters<typeof check>) => check(...given).map(({ kind, text }) => `${kind} ${text}`);

describe('what a draft states', () => {
  it('passes where a source says the same in another spelling', () => {
    expect(check('We meet on 24 December at 6 pm.', 'Party: 24.12.2026, 18:00')).toEqual([]);
    expect(check('We meet on December 24th, a Thursday.', 'Party: 2026-12-24')).toEqual([]);
    expect(check('The 1,000th guest', 'guest 1000')).toEqual([]);
    expect(check('Der 1.000. Gast kommt', 'guest number 1,000', { language: 'de' })).toEqual([]);
    expect(check('Only €19.90 today', '19,90 EUR today')).toEqual([]);
    expect(check('Nur 19,90 € für alle', 'Price: € 19.90', { language: 'de' })).toEqual([]);
    expect(check('Get 20% off', '20 percent discount')).toEqual([]);
    expect(check('Sie sparen 20 Prozent', '20 % off', { language: 'de' })).toEqual([]);
    expect(check('Read https://www.example.com/plans/.', 'Link: example.com/plans')).toEqual([]);
    expect(check('We have three rooms', '3 rooms')).toEqual([]);
    expect(check('2 million readers, 10k in Ghent', 'Ghent: 10,000 of 2,000,000')).toEqual([]);
    expect(check('Join Ada in Ghent', 'Ada lives in Ghent')).toEqual([]);
    expect(check('Dear Ada Lovelace, thank you', 'Contact: Ada Lovelace')).toEqual([]);
  });

  it('is marked where no source says it', () => {
    expect(kinds('Get 20% off until 24 December')).toEqual(['percent 20%', 'date 24 December', 'offer off']);
    expect(kinds('It costs $49', 'It costs €49')).toEqual(['price $49']);
    expect(kinds('It costs 49', 'It costs €49 today')).toEqual(['number 49']);
    expect(kinds('On Friday at 9 am', 'Thursday at 10:00')).toEqual(['date Friday', 'time 9 am']);
    expect(kinds('In 2027', 'On 24.12.2026')).toEqual(['number 2027']);
    expect(kinds('On 24 December 2027', 'On 24.12.2026')).toEqual(['date 24 December 2027']);
    expect(kinds('See evil.example/login and write to a@evil.example', 'See good.example')).toEqual([
      'link evil.example/login',
      'address a@evil.example',
    ]);
    expect(kinds('Call +49 30 1234567', 'Call us')).toEqual(['phone +49 30 1234567']);
    expect(kinds('We work with Acme Corp and you', 'We work with you')).toEqual(['name Acme Corp']);
    expect(kinds('It is free and guaranteed', 'It is new')).toEqual(['offer free', 'offer guaranteed']);
    expect(kinds('We moved to Berlin', 'We moved')).toEqual(['name Berlin']);
  });

  it('counts only what is cited, but takes names from everything that was given', () => {
    const given = ['We sell 12 lamps', 'Ada lives in Ghent'];
    expect(check('Dear Ada, 12 lamps', 'We sell 12 lamps', { given })).toEqual([]);
    expect(kinds('Dear Ada, 12 lamps', 'Ada lives in Ghent', { given })).toEqual(['number 12']);
  });

  it.each([
    ['de', 'Es gibt 15 % Rabatt, kostenlos, mit Garantie', ['percent 15 %', 'offer kostenlos', 'offer Rabatt', 'offer Garantie']],
    ['fr', 'Une remise de 15 %, gratuit et garanti', ['percent 15 %', 'offer gratuit', 'offer remise', 'offer garanti']],
    ['es', 'Un descuento y gratis con garantía', ['offer gratis', 'offer descuento', 'offer garantía']],
    ['it', 'Uno sconto, gratuito e garantito', ['offer gratuito', 'offer sconto', 'offer garantito']],
    ['nl', 'Een korting, gratis met garantie', ['offer gratis', 'offer korting', 'offer garantie']],
    ['pt', 'Um desconto, grátis com garantia', ['offer grátis', 'offer desconto', 'offer garantia']],
    ['pl', 'Dajemy rabat, darmowy zwrot pieniędzy', ['offer darmowy', 'offer rabat', 'offer zwrot pieniędzy']],
  ])('finds offers in %s', (language, text, expected) => {
    expect(kinds(text, '', { language })).toEqual(expected);
  });

  it('is the same in the digits of any script, and with nothing invisible in between', () => {
    expect(kinds('خصم ٢٠٪ حتى الغد', '', { language: 'ar' })).toEqual(['percent 20%']);
    expect(kinds('Get ２０％ o\u200bff')).toEqual(['percent 20%', 'offer off']);
    expect(check('खाता १२', 'account 12', { language: 'hi' })).toEqual([]);
  });

  it('reads no promise into idioms, and no name into a sentence', () => {
    expect(check('Feel free to reply. Take the day off. We would love to hear from you, and I am here.')).toEqual([]);
    expect(check('Wir freuen uns auf Ihre Antwort und schicken die Unterlagen.', '', { language: 'de' })).toEqual([]);
    expect(kinds('Gestern war Maria Schmidt hier', '', { language: 'de' })).toEqual(['name Maria Schmidt']);
  });
});

describe('merge tags', () => {
  it('stay tags, and those that do not exist are refused', () => {
    expect(check('Hi {{ first_name | default: "there" }}, how is {{ company }}?')).toEqual([]);
    expect(check('Hi {{ lucky_number }}')).toMatchObject([{ kind: 'tag', text: '{{ lucky_number }}', mayConfirm: false }]);
    expect(check('{% for a in b %}x{% endfor %} {{ first_name')).toMatchObject([{ kind: 'tag' }, { kind: 'tag' }, { kind: 'tag' }]);
    expect(kinds('{{ "50% off" }}')).toEqual(['tag {{ "50% off" }}', 'percent 50%', 'offer off']);
  });

  it('hide no promise in what they print where a value is missing', () => {
    expect(kinds('Hi {{ first_name | default: "winner of $500" }}')).toEqual(['price $500']);
  });

  it('are no evidence by what they are called', () => {
    expect(kinds('Hi First', 'Hi {{ first_name }}')).toEqual(['name First']);
  });
});

it('refuses placeholders that were never given', () => {
  expect(check('Write to [email-7]')).toMatchObject([{ kind: 'placeholder', mayConfirm: false }]);
});

describe('whatever the number', () => {
  const amount = fc.integer({ min: 13, max: 9_999_999 });
  const write = (value: number, language: string) => new Intl.NumberFormat(language, { useGrouping: true }).format(value);
  const languages = fc.constantFrom('en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl');

  it('is proven by itself in each way of grouping', () => {
    fc.assert(
      fc.property(amount, languages, languages, (value, said, source) => {
        expect(check(`x ${write(value, said)} y`, `x ${write(value, source)} y`, { language: said })).toEqual([]);
        expect(check(`x ${value} y`, `x ${write(value, source)} y`, { language: said })).toEqual([]);
      }),
    );
  });

  it('is proven by no other', () => {
    fc.assert(
      fc.property(amount, amount, languages, (value, other, language) => {
        fc.pre(value !== other);
        expect(check(`x ${write(value, language)} y`, `x ${other} y`, { language })).toMatchObject([{ kind: 'number' }]);
      }),
    );
  });

  it('is found in a price, a percentage and a date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 28 }), fc.integer({ min: 1, max: 12 }), languages, (day, month, language) => {
        const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
          Date.UTC(2026, month - 1, day),
        );
        expect(check(`x ${date} y`, `2026-${String(month).padStart(2, '0')}-${day}`, { language })).toEqual([]);
        expect(check(`x ${date} y`, `2026-${String((month % 12) + 1).padStart(2, '0')}-${day}`, { language })).not.toEqual([]);
        expect(check(`x ${day} % y`, `x ${day} € y`, { language })).toMatchObject([{ kind: 'percent' }]);
      }),
    );
  });
});

it('finds nothing in a text that quotes its source, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const quoted = text.replace(/[{}[\]]/g, '');
      expect(check(quoted, quoted)).toEqual([]);
      check(text, '');
    }),
  );
});

it('reads a long hostile text at once', () => {
  for (const text of [
    '1.'.repeat(10_000),
    'A'.repeat(20_000),
    'a.'.repeat(10_000),
    '1 000 '.repeat(4_000),
    '+1 '.repeat(7_000),
    '{{'.repeat(10_000),
  ])
    expect(check(text, text).length).toBeLessThanOrEqual(50);
});
