import { textSegments } from '@rapport/common';
import { costWords, segmentWords } from './textWords';

test('a text is told in segments while it is written', () => {
  expect(segmentWords(textSegments(''))).toBe('Up to 1,600 characters. Merge tags are filled in for each recipient.');
  expect(segmentWords(textSegments('Hi'))).toBe('2 characters as written, 1 segment; 158 left in it');
  expect(segmentWords(textSegments('x'.repeat(161)))).toBe('161 characters as written, 2 segments; 145 left in the last');
});

test('a cost is told with its currency, and not at all where the price is not known', () => {
  expect(costWords({ total: 1, currency: 'EUR' })).toMatch(/^about .*1[.,]00/);
  expect(costWords({ total: null, currency: 'EUR' })).toBeNull();
});
