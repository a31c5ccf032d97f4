import { mayActAs, type Role } from '@rapport/common';

export const CAMPAIGN_STATUSES = ['draft', 'inReview', 'approved', 'scheduled', 'sending', 'paused', 'sent', 'cancelled'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

export const CAMPAIGN_ACTIONS = [
  'edit',
  'delete',
  'duplicate',
  'sendTest',
  'requestApproval',
  'withdraw',
  'approve',
  'reject',
  'send',
  'pause',
  'resume',
  'cancel',
] as const;
export type CampaignAction = (typeof CAMPAIGN_ACTIONS)[number];

/**
 * Moves nobody asks for by hand: the schedule, one that was missed, the end of the ledger, a broken seal, an uncertain message that is to go
 * out again, a second approval.
 */
export type CampaignMove =
  | CampaignAction
  | 'schedule'
  | 'start'
  | 'finish'
  | 'void'
  | 'voidHeld'
  | 'reopen'
  | 'hold'
  | 'renew'
  | 'pauseSeries'
  | 'resumeSeries'
  | 'occur'
  | 'finishSeries';

interface Move {
  readonly from: readonly CampaignStatus[];
  /** Null: the status stays. */
  readonly to: CampaignStatus | null;
  /** The moment of the move is that of the start; of a campaign that has begun already it stays what it was. */
  readonly isStart?: true;
  /** The moment of the move is that of the end, or it has none any more. */
  readonly isEnd?: boolean;
  /** Only while nobody got anything, so that it can be a draft again; never of what a series made. */
  readonly isBeforeStart?: true;
}

const everywhere = CAMPAIGN_STATUSES;

/** Every allowed move. A move is made by one conditional UPDATE on `from`, so of two people who click at once one succeeds. */
export const campaignMoves: Readonly<Record<CampaignMove, Move>> = {
  // Editing something reviewed voids the approval and brings it back to draft.
  edit: { from: ['draft', 'inReview', 'approved'], to: 'draft' },
  delete: { from: ['draft', 'inReview', 'approved'], to: null },
  duplicate: { from: everywhere, to: null },
  sendTest: { from: ['draft', 'inReview', 'approved', 'scheduled', 'paused'], to: null },
  requestApproval: { from: ['draft'], to: 'inReview' },
  withdraw: { from: ['inReview', 'approved', 'scheduled', 'paused'], to: 'draft', isBeforeStart: true },
  approve: { from: ['inReview'], to: 'approved' },
  reject: { from: ['inReview'], to: 'draft' },
  send: { from: ['approved'], to: 'sending', isStart: true },
  schedule: { from: ['approved'], to: 'scheduled' },
  start: { from: ['scheduled'], to: 'sending', isStart: true },
  void: { from: ['inReview', 'approved', 'scheduled'], to: 'draft' },
  // Only one that was held before it started: nobody got anything, so it can be a draft again.
  voidHeld: { from: ['paused'], to: 'draft', isBeforeStart: true },
  pause: { from: ['sending'], to: 'paused' },
  // Its moment has passed without it: a person decides whether it still goes out.
  hold: { from: ['scheduled'], to: 'paused' },
  resume: { from: ['paused'], to: 'sending', isStart: true },
  renew: { from: ['paused'], to: null },
  // A series is never sent itself: it waits for its next date, stands still, or has none left.
  pauseSeries: { from: ['scheduled'], to: 'paused', isBeforeStart: true },
  resumeSeries: { from: ['paused'], to: 'scheduled', isBeforeStart: true },
  occur: { from: ['scheduled'], to: null, isBeforeStart: true },
  finishSeries: { from: ['scheduled'], to: 'sent', isEnd: true, isBeforeStart: true },
  cancel: { from: ['scheduled', 'sending', 'paused'], to: 'cancelled', isEnd: true },
  finish: { from: ['sending'], to: 'sent', isEnd: true },
  reopen: { from: ['sent'], to: 'sending', isEnd: false },
};

/** The least role that may do it. */
const actionRole: Readonly<Record<CampaignAction, Role>> = {
  edit: 'author',
  delete: 'author',
  duplicate: 'author',
  sendTest: 'author',
  requestApproval: 'author',
  withdraw: 'author',
  approve: 'approver',
  reject: 'approver',
  send: 'approver',
  pause: 'approver',
  resume: 'approver',
  cancel: 'approver',
};

export function canMove(status: CampaignStatus, move: CampaignMove): boolean {
  return campaignMoves[move].from.includes(status);
}

interface Standing {
  readonly hasBegun?: boolean;
  readonly isSeries?: boolean;
  /** They have approved it, and others have to as well. */
  readonly hasSigned?: boolean;
}

/** What this person may do with a campaign in this state: the buttons of its page. */
export function allowedActions(
  status: CampaignStatus,
  role: Role,
  needsRenewal = false,
  { hasBegun = false, isSeries = false, hasSigned = false }: Standing = {},
): CampaignAction[] {
  // Paused and no longer covered by its approval: it is approved again before it goes on.
  const isPossible = (action: CampaignAction): boolean => {
    if (action === 'approve' && hasSigned) return false;
    if (action === 'approve' && needsRenewal) return canMove(status, 'renew');
    if (action === 'withdraw' && hasBegun) return false;
    if (action === 'pause' && isSeries) return canMove(status, 'pauseSeries');
    return canMove(status, action) && !(action === 'resume' && needsRenewal);
  };
  return CAMPAIGN_ACTIONS.filter((action) => isPossible(action) && mayActAs(role, actionRole[action]));
}
