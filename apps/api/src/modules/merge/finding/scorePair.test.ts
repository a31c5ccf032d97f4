import { foldText } from '@rapport/common';
import { likeness, nameLikeness } from './likeness.js';
import { type Comparable, LEAST_SCORE, scorePair } from './scorePair.js';

const person = (name: string, more: Partial<Comparable> & { company?: string } = {}): Comparable => {
  const [firstName = '', ...rest] = name.split(' ');
  return {
    id: name,
    firstName: firstName || null,
    lastName: rest.join(' ') || null,
    sortName: name ? foldText(name) : null,
    sortCompany: more.company ? foldText(more.company) : null,
    emails: [],
    phones: [],
    ...more,
  };
};

describe('how alike names are', () => {
  it('knows the published values of Jaro–Winkler', () => {
    expect(likeness('martha', 'marhta')).toBeCloseTo(0.961, 3);
    expect(likeness('dixon', 'dicksonx')).toBeCloseTo(0.813, 3);
    expect(likeness('abc', 'xyz')).toBe(0);
    expect(likeness('', 'abc')).toBe(0);
  });

  it('is the same in both directions, and does not mind the order of words', () => {
    for (const [a, b] of [
      ['anna schmidt', 'schmidt anna'],
      ['anna schmidt', 'ana schmitt'],
      ['jon smith', 'john smith'],
    ] as const) {
      expect(nameLikeness(a, b)).toBeCloseTo(nameLikeness(b, a), 10);
      expect(nameLikeness(a, b)).toBeGreaterThan(0.86);
    }
    expect(nameLikeness('anna schmidt', 'peter schmidt')).toBeLessThan(0.86);
  });
});

describe('the score of a pair', () => {
  it('is exact for the same address, number, or name and company', () => {
    expect(scorePair(person('Ann Lee', { emails: ['a@x.example'] }), person('', { emails: ['b@x.example', 'a@x.example'] }))).toMatchObject(
      {
        isExact: true,
        reasons: [{ text: 'Same email' }],
      },
    );
    expect(scorePair(person('Ann Lee', { phones: ['+4930'] }), person('Lee Ann', { phones: ['+4930'] })).isExact).toBe(true);
    expect(scorePair(person('Ann Lee', { company: 'Acme' }), person('ann lee', { company: 'ACME' }))).toMatchObject({
      score: 92,
      isExact: true,
      reasons: [{ text: 'Same name' }, { text: 'Same company' }],
    });
  });

  it('says how alike names are, and is below what is exact', () => {
    const { score, reasons, isExact } = scorePair(person('Jon Smith', { company: 'Acme' }), person('John Smith', { company: 'Acme' }));
    expect(reasons.map(({ text }) => text)).toEqual(['Name 95% alike', 'Same company']);
    expect(score).toBeGreaterThanOrEqual(LEAST_SCORE);
    expect(score).toBeLessThan(90);
    expect(isExact).toBe(false);
  });

  it('does not take a family with one number, a shared mailbox, or a namesake elsewhere for one person', () => {
    expect(scorePair(person('Ilse Varga', { phones: ['+4930'] }), person('Tom Varga', { phones: ['+4930'] })).score).toBeLessThan(
      LEAST_SCORE,
    );
    expect(scorePair(person('Ada Quist', { emails: ['info@a.example'] }), person('Bo Lind', { emails: ['info@b.example'] })).score).toBe(0);
    expect(scorePair(person('Ann Lee', { company: 'Acme' }), person('Ann Lee', { company: 'Beta' })).score).toBeLessThan(LEAST_SCORE);
  });
});
