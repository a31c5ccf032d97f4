import { findMatches } from './findMatches.js';
import { searchTerms } from './searchTerms.js';

/** The text with its matches in brackets. */
function marked(text: string, search: string): string {
  let shown = '';
  let end = 0;
  for (const [from, until] of findMatches(text, searchTerms(search))) {
    shown += `${text.slice(end, from)}[${text.slice(from, until)}]`;
    end = until;
  }
  return shown + text.slice(end);
}

describe('findMatches', () => {
  it.each([
    ['Ann Lisbon', 'lis', 'Ann [Lis]bon'],
    ['Ann Lisbon', 'ann lis', '[Ann] [Lis]bon'],
    ['Ann Lisbon', 'Lisbon, Ann', '[Ann] [Lisbon]'],
    ['Ann Lisbon', 'zzz', 'Ann Lisbon'],
    ['Łucja Łódź', 'lodz', 'Łucja [Łódź]'],
    ['Łucja Łódź', 'Łód', 'Łucja [Łód]ź'],
    ['Weiß & Straße', 'weiss', '[Weiß] & Straße'],
    ['Weiß & Straße', 'rass', 'Weiß & St[raß]e'],
    ['Weiß & Straße', 'strasse', 'Weiß & [Straße]'],
    ['Æther Œuvre', 'eth', '[Æth]er Œuvre'],
    ['ﬁona ﬂorence', 'fio', '[ﬁo]na ﬂorence'],
    ['ﬁona ﬂorence', 'flo', 'ﬁona [ﬂo]rence'],
    ['Zoë Müller', 'zoe mul', '[Zoë] [Mül]ler'],
    ['Zoe\u0308 Mu\u0308ller', 'zoe mul', '[Zoe\u0308] [Mu\u0308l]ler'],
    ['Σίσυφος', 'σισυφος', '[Σίσυφος]'],
    ['ΣΊΣΥΦΟΣ', 'φος', 'ΣΊΣΥ[ΦΟΣ]'],
    ['Işıl İzmir', 'isil', '[Işıl] İzmir'],
    ['Işıl İzmir', 'izmir', 'Işıl [İzmir]'],
    ['An\u00adna Bell', 'anna', '[An\u00adna] Bell'],
    ['أحمد علي', 'احمد', '[أحمد] علي'],
    ['عَلِيّ', 'علي', '[عَلِيّ]'],
    ['小明 王', '小明', '[小明] 王'],
    ['小明 王', '王小明', '[小明] [王]'],
    ['北京贸易', '京贸', '北[京贸]易'],
    ['서울상사', '상사', '서울[상사]'],
    ['\u1112\u1161\u11ab\u1100\u116e', '한구', '[\u1112\u1161\u11ab\u1100\u116e]'],
    ['ｶﾞﾗｽ', 'ガラス', '[ｶﾞﾗｽ]'],
    ['+49 (30) 1234-567', '1234567', '+49 (30) [1234-567]'],
    ['+49 (30) 1234-567', '030 1234567', '+49 ([30) 1234-567]'],
    ['+49 (30) 1234-567', '+49301234567', '+[49 (30) 1234-567]'],
    ['+٤٤ ٢٠ ٧٩٤٦ ٠٥٠٢', '7946 0502', '+٤٤ ٢٠ [٧٩٤٦ ٠٥٠٢]'],
    ['Ann Annabel', 'an', '[An]n [An]nabel'],
    ['Alice Lisbon', 'li', 'Alice [Li]sbon'],
    ['Jean-Luc', 'lu', 'Jean-[Lu]c'],
    ['Yu & Co', '&', 'Yu [&] Co'],
    ['Per 100%', '100%', 'Per [100%]'],
    ['a.b+news@example.com', 'a.b+news@example.com', '[a.b+news@example.com]'],
    ['😀 Smile 😀', 'smile', '😀 [Smile] 😀'],
    ['aaaa', 'aaa', '[aaa]a'],
    ['', 'a', ''],
  ])('marks %s for %s', (text, search, expected) => {
    expect(marked(text, search)).toBe(expected);
  });

  it('marks each part of a text once', () => {
    expect(marked('Annabel', 'anna nabel')).toBe('[Annabel]');
  });

  it('marks nothing for a search of blanks', () => {
    expect(findMatches('Ann', searchTerms('  '))).toEqual([]);
  });
});
