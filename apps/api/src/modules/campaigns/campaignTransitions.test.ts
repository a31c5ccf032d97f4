import { allowedActions, CAMPAIGN_STATUSES, campaignMoves, canMove } from './campaignTransitions.js';

describe('campaign transitions', () => {
  it('never sends what was not approved', () => {
    const reachSending = Object.entries(campaignMoves).filter(([, move]) => move.to === 'sending');
    expect(Object.fromEntries(reachSending.map(([name, move]) => [name, move.from]))).toEqual({
      send: ['approved'],
      start: ['scheduled'],
      resume: ['paused'],
      reopen: ['sent'],
    });
    expect(campaignMoves.schedule.from).toEqual(['approved']);
  });

  it('lets nothing happen to a cancelled campaign but a copy', () => {
    expect(allowedActions('cancelled', 'owner')).toEqual(['duplicate']);
  });

  it('changes content only where an approval can be voided', () => {
    expect(CAMPAIGN_STATUSES.filter((status) => canMove(status, 'edit'))).toEqual(['draft', 'inReview', 'approved']);
  });

  it('offers each role its own buttons', () => {
    expect(allowedActions('inReview', 'viewer')).toEqual([]);
    expect(allowedActions('inReview', 'approver')).toEqual(['approve', 'reject']);
    expect(allowedActions('inReview', 'author')).toEqual(['edit', 'delete', 'duplicate', 'sendTest', 'withdraw']);
    expect(allowedActions('sending', 'owner')).toEqual(['duplicate', 'pause', 'cancel']);
  });
});
