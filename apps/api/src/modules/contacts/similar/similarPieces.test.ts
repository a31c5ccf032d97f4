import fc from 'fast-check';
import { pairsOf, piecesOf } from './similarPieces.js';

describe('pieces of a misspelt word', () => {
  it('are in the right one, whichever of its letters is wrong, missing, doubled or swapped', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{5,7}$/),
        fc.nat(),
        fc.constantFrom('wrong', 'missing', 'doubled', 'swapped'),
        (word, n, how) => {
          const at = n % (word.length - 1);
          const [head, letter, next, tail] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
          const typed = {
            wrong: head + (letter === 'x' ? 'y' : 'x') + next + tail,
            missing: head + next + tail,
            doubled: head + letter + letter + next + tail,
            swapped: head + next + letter + tail,
          }[how];
          const { parts, beginning } = piecesOf(typed) ?? { parts: [], beginning: null };
          const has = parts.some((part) => word.includes(part)) || (beginning !== null && word.startsWith(beginning));
          expect({ typed, has }).toEqual({ typed, has: true });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(['ann', '王小明小', '12345678', 'a1b2c3'])('are none of %s', (term) => {
    expect(piecesOf(term)).toBeNull();
  });

  it('have three letters each', () => {
    expect(piecesOf('simth')).toEqual({ parts: ['sim', 'mth', 'smi'], beginning: 'si' });
    expect(piecesOf('jonathon')).toEqual({ parts: ['jon', 'nat', 'hon'], beginning: null });
    expect(pairsOf('anna')).toEqual(['an', 'nn', 'na']);
  });
});
