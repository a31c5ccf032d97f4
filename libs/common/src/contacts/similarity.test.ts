import fc from 'fast-check';
import { editDistance, findDifferences, misspeltTerms, similarityOf } from './similarity.js';

describe('likeness', () => {
  it.each<[string, string, number]>([
    ['smith', 'smith', 0],
    ['smith', 'smiht', 1],
    ['smith', 'smth', 1],
    ['smith', 'smmith', 1],
    ['smith', 'smoth', 1],
    ['jonathan', 'jonothon', 2],
    ['smith', 'jones', 3],
  ])('%s and %s are %i edits apart', (one, other, distance) => {
    expect(editDistance(one, other, 2)).toBe(distance);
    expect(editDistance(other, one, 2)).toBe(distance);
  });

  it.each<[string, string, boolean]>([
    ['Jonathan Smith', 'Jonathon Smiht', true],
    ['Jonathan Smith', 'jonathansmith', true],
    ['Jonathan Smith', 'smith jonathon', true],
    ['Zoë Müller', 'muler', true],
    ['Jonathan Smith', 'Jonathon Jones', false],
    ['Ann Lee', 'anm', false],
    ['', 'anything', false],
  ])('%s for %s: %s', (text, search, isLike) => {
    expect(similarityOf([text], misspeltTerms(search)) > 0).toBe(isLike);
  });

  it('prefers what differs less', () => {
    const terms = misspeltTerms('Jonathon Smiht');
    expect(similarityOf(['Jonathan Smith'], terms)).toBeGreaterThan(similarityOf(['Jonathan Smithe'], terms));
  });

  it('reads what stands before the @', () => {
    expect(misspeltTerms('ann.lee@example.com')).toEqual(['ann', 'lee']);
    expect(misspeltTerms('  Ångström  %_ ')).toEqual(['angstrom']);
  });

  it('marks what differs', () => {
    const marked = (text: string, search: string): string[] =>
      findDifferences(text, misspeltTerms(search)).map(([from, until]) => text.slice(from, until));
    expect(marked('Jonathan Smith', 'Jonathon Smiht')).toEqual(['a', 'th']);
    expect(marked('Jonathan Smith', 'Smiht Jonathon')).toEqual(['a', 'th']);
    expect(marked('Smith', 'smiht smiht')).toEqual(['th']);
    expect(marked('Müller', 'muler')).toEqual(['l']);
    expect(marked('Smith', 'smith')).toEqual([]);
    expect(marked('Smith', 'jones')).toEqual([]);
  });

  it('finds a word with one letter wrong, missing, doubled or swapped', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{5,15}$/),
        fc.nat(),
        fc.constantFrom('wrong', 'missing', 'doubled', 'swapped'),
        (word, n, how) => {
          const at = n % (word.length - 1);
          const [head, letter, next, tail] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
          const typed = {
            wrong: `${head}#${next}${tail}`.replace('#', letter === 'x' ? 'y' : 'x'),
            missing: head + next + tail,
            doubled: head + letter + letter + next + tail,
            swapped: head + next + letter + tail,
          }[how];
          expect(similarityOf([word], [typed])).toBeGreaterThan(0);
        },
      ),
    );
  });
});
