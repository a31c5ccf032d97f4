import { READER_LANGUAGE_TAGS } from '@rapport/common';
import { en } from './en.js';
import { longDay, readerWords, tell } from './readerWords.js';

const OTHERS = READER_LANGUAGE_TAGS.filter((tag) => tag !== 'en');
const KEYS = Object.keys(en) as (keyof typeof en)[];

const namesIn = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].toSorted();

describe.each(OTHERS)('the words for readers in %s', (language) => {
  const words = readerWords[language];

  it('are complete, and none is left over', () => {
    expect(Object.keys(words).toSorted()).toEqual([...KEYS].toSorted());
    expect(KEYS.filter((key) => words[key].trim() === '')).toEqual([]);
  });

  it('name what the English sentence names', () => {
    expect(KEYS.filter((key) => namesIn(words[key]).join() !== namesIn(en[key]).join())).toEqual([]);
  });

  it('are not English', () => {
    expect(KEYS.filter((key) => words[key] === en[key])).toEqual([]);
    expect(KEYS.filter((key) => /\b(?:you|your|the|and|please|this|with)\b/i.test(words[key]))).toEqual([]);
  });

  it('end as the English sentence does', () => {
    const endOf = (text: string): string => /[.?:)]$/.exec(text.trim())?.[0] ?? '';
    expect(KEYS.filter((key) => endOf(words[key]) !== endOf(en[key]))).toEqual([]);
  });

  it('have both links of the footer, no markup and no merge tag', () => {
    expect(words.footer.match(/\[[^\]]+\]/g)).toHaveLength(2);
    expect(KEYS.filter((key) => /[<>"]|\{\{|\{%/.test(words[key]))).toEqual([]);
  });

  it('have dates of their own', () => {
    expect(longDay('2027-05-03T23:59:00.000Z', language)).toMatch(/^3\.? .*2027$/);
    expect(longDay('2027-05-03T23:59:00.000Z', language)).not.toBe('3 May 2027');
  });
});

it('fills in what is named, and nothing that a value brings', () => {
  expect(tell('de', 'whatIsSent', { workspace: '{address} $& {x}', address: 'a@example.com' })).toBe(
    'Was {address} $& {x} an a@example.com sendet.',
  );
  expect(tell('en', 'save')).toBe('Save');
  expect(longDay('2027-05-03T00:00:00.000Z')).toBe('3 May 2027');
});
