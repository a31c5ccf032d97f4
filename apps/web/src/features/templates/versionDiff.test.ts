import { diffOf } from './versionDiff';

const told = (before: string, after: string): string[] | undefined =>
  diffOf(before, after)?.map(({ kind, text }) => `${kind} ${text}`.trim());
const lines = (...numbers: number[]): string => numbers.map((number) => `<p>${number}</p>`).join('\n');

describe('two versions of a text', () => {
  it('differ in nothing when they are the same, or end otherwise', () => {
    expect(diffOf('<p>Hi</p>', '<p>Hi</p>')).toEqual([]);
    expect(told('a\nb', 'a\nb\nc')).toEqual(['same a', 'same b', 'added c']);
  });

  it('show what changed with a little around it, and leave out the rest', () => {
    const before = lines(1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect(told(before, before.replace('<p>5</p>', '<p>five</p>'))).toEqual([
      'gap',
      ...['same <p>3</p>', 'same <p>4</p>', 'removed <p>5</p>', 'added <p>five</p>', 'same <p>6</p>', 'same <p>7</p>'],
      'gap',
    ]);
  });

  it('begin or end with nothing', () => {
    expect(told('', 'a')).toEqual(['added a']);
    expect(told('a', '')).toEqual(['removed a']);
  });

  it('are not compared when they have nothing in common', () => {
    const many = (word: string): string => Array.from({ length: 4_000 }, (_, n) => `${word} ${n}`).join('\n');
    expect(diffOf(many('before'), many('after'))).toBeNull();
  });
});
