import { choicesOf } from './FollowUpMenu';
import type { Campaign } from './campaignQueries';

const counts = { accepted: 10, delivered: 90, opened: 0, clicked: 0, replied: 4 } as Campaign['counts'];
const tracking = { opens: true, clicks: true, isAnonymous: false, imageVisits: 0, imageMachineVisits: 0 };
const problems = (over: Partial<typeof tracking>, more: Partial<Campaign['counts']> = {}) =>
  Object.fromEntries(choicesOf({ counts: { ...counts, ...more } }, { ...tracking, ...over }).map(({ slice, problem }) => [slice, problem]));

describe('whom a follow-up can be for', () => {
  it('says how many that are', () => {
    const choices = choicesOf({ counts: { ...counts, opened: 40, clicked: 101 } }, tracking);
    expect(Object.fromEntries(choices.map(({ slice, count }) => [slice, count]))).toEqual({
      notOpened: 60,
      opened: 40,
      // Someone may click who never loaded an image, and machines may follow before it counts as sent.
      notClicked: 0,
      clicked: 101,
      notReplied: 96,
      replied: 4,
    });
  });

  it('says why nobody can be told apart', () => {
    expect(problems({ opens: false })).toMatchObject({ opened: 'Not tracked', notOpened: 'Not tracked', clicked: null, replied: null });
    expect(problems({ isAnonymous: true })).toMatchObject({ notOpened: 'Counted without names', notReplied: null });
    // What was followed once is known, whatever holds now.
    expect(problems({ opens: false }, { opened: 3 })).toMatchObject({ notOpened: null });
  });
});
