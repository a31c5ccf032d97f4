import { progressOf, recipientStates } from './campaignNumbers';
import type { Counts } from './campaignQueries';

const none: Counts = {
  recipients: 0,
  planned: 0,
  claimed: 0,
  handed: 0,
  accepted: 0,
  delivered: 0,
  failed: 0,
  uncertain: 0,
  skipped: 0,
  opened: 0,
  clicked: 0,
  machineOpened: 0,
  machineClicked: 0,
  bounced: 0,
  complained: 0,
  unsubscribed: 0,
  replied: 0,
};

describe('numbers of a campaign', () => {
  it('leaves skipped people out of the denominator', () => {
    expect(progressOf({ ...none, recipients: 10, skipped: 3, delivered: 5, planned: 2 })).toMatchObject({ total: 7, done: 5, sent: 5 });
  });

  it('counts failed and uncertain messages as settled, but not as sent', () => {
    expect(progressOf({ ...none, recipients: 4, accepted: 1, failed: 1, uncertain: 1, handed: 1 })).toEqual({
      total: 4,
      done: 3,
      failed: 1,
      uncertain: 1,
      sent: 1,
    });
  });

  it('is nothing of nothing before the audience is known', () => {
    expect(progressOf(none)).toMatchObject({ total: 0, done: 0 });
  });

  it('names every state once', () => {
    expect(recipientStates({ ...none, failed: 2 }).find(({ state }) => state === 'failed')).toEqual({ state: 'failed', count: 2 });
    expect(recipientStates(none)).toHaveLength(8);
  });
});
