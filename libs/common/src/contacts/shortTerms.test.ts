import { askedShortTerms, shortTermsOf } from './shortTerms.js';

const found = (text: string): string => [...shortTermsOf(text)].join(' ');

describe('short terms', () => {
  it('are the beginnings of words, and every character and pair where there are no blanks', () => {
    expect(found('ann li')).toBe('a an l li');
    expect(found('o 7up')).toBe('o 7 7u');
    expect(found('小明 王a')).toBe('小 明 小明 王 a');
    expect(found('株式会社')).toBe('株 式 株式 会 式会 社 会社');
  });

  it('hold signs in a form that no index splits', () => {
    expect([...shortTermsOf('yu & co')]).toEqual(['y', 'yu', '\ue026', 'c', 'co']);
    expect(askedShortTerms('&')).toEqual(['\ue026']);
    expect(askedShortTerms('o&')).toEqual(['o', '\ue026']);
  });

  it('are the same on the short way for plain letters as on the long one', () => {
    const signs = ['a', 'bo', 'Zed', '0', '7up', ' ', '  ', '\t', '\n', '&', '_', '-', '.', '@', '\u0000', '~', 'x'];
    for (let seed = 1; seed <= 500; seed += 1) {
      const text = Array.from({ length: seed % 12 }, (_, i) => signs[(seed * 7 + i * i * 13 + i) % signs.length]).join('');
      const long = shortTermsOf(`${text} é`);
      long.delete('é');
      expect([text, [...shortTermsOf(text)]]).toEqual([text, [...long]]);
    }
  });

  it('are asked for as they are stored', () => {
    for (const term of ['a', 'li', '王', '小明', '王a', '7u']) {
      const stored = shortTermsOf(`${term}x ${term} 王小明`);
      expect(askedShortTerms(term).filter((asked) => !stored.has(asked))).toEqual([]);
    }
    expect(askedShortTerms('王小明')).toEqual(['王小', '小明']);
  });
});
