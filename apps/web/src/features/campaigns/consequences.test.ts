import type { Counts } from './campaignQueries';
import { consequencesOf } from './SendingControls';

const counts = {
  planned: 12,
  accepted: 1,
  delivered: 0,
  recipients: 13,
  skipped: 0,
  claimed: 0,
  handed: 0,
  failed: 0,
  uncertain: 0,
} as Counts;

describe('cancelling a campaign', () => {
  it('names how many will not get it and how many have it', () => {
    expect(consequencesOf({ status: 'sending', counts }).slice(0, 2)).toEqual([
      '12 people who are still waiting will never get it.',
      '1 already has it; sent messages can’t be recalled.',
    ]);
  });

  it('says that nobody was mailed when it has not started', () => {
    expect(consequencesOf({ status: 'scheduled', counts: { ...counts, accepted: 0 } })[0]).toBe('It will not start. Nothing was sent.');
  });
});
