import type { CallOutcome } from '@rapport/common';
import type { CallLegState, CallSight } from '@rapport/providers';

/**
 * `dialing`: Twilio was asked; no answer yet. `uncertain`: its answer was lost, so a phone may ring. `ringing`: the member's phone rings.
 * `connecting`: they answered, and the contact's phone rings. `talking`: both are on the phone. The others are its end.
 */
export const CALL_STATES = [
  ...(['dialing', 'uncertain', 'ringing', 'connecting', 'talking'] as const),
  ...(['completed', 'busy', 'noAnswer', 'failed', 'cancelled'] as const),
] as const;
export type CallState = (typeof CALL_STATES)[number];

const RANK: Readonly<Record<CallState, number>> = {
  ...{ dialing: 0, uncertain: 0, ringing: 1, connecting: 2, talking: 3 },
  ...{ completed: 4, busy: 4, noAnswer: 4, failed: 4, cancelled: 4 },
};

export function isOver(state: CallState): boolean {
  return RANK[state] === 4;
}

/** From which states a call gets into this one: reports that are late, doubled or out of order move nothing back. */
export function statesBefore(state: CallState): CallState[] {
  return CALL_STATES.filter((before) => RANK[before] < RANK[state]);
}

/** What is known of both legs; null: nothing of this one. */
export interface Legs {
  readonly user: CallLegState | null;
  readonly contact: { readonly state: CallLegState; readonly seconds: number } | null;
  /** The provider was asked, so a leg that it does not know was never dialled. */
  readonly isAll: boolean;
  /** The member asked to end it. */
  readonly isCancelled: boolean;
}

export interface Standing {
  readonly state: CallState;
  readonly seconds: number;
  readonly reason: string | null;
}

export const legsOf = ({ user, contact }: CallSight, isCancelled: boolean): Legs => ({ user, contact, isAll: true, isCancelled });

/** Where a call is, by its legs; null: they do not tell. */
export function standingOf({ user, contact, isAll, isCancelled }: Legs): Standing | null {
  switch (contact?.state) {
    case 'completed':
      return at('completed', null, contact.seconds);
    case 'busy':
      return at('busy');
    case 'noAnswer':
      return isCancelled ? at('cancelled') : at('noAnswer');
    case 'failed':
      return at('failed', 'Twilio could not reach the phone of the contact. Check the number.');
    case 'cancelled':
      return at('cancelled', isCancelled ? null : 'You hung up before the contact answered.');
    case 'talking':
      return at('talking');
    case 'ringing':
      return at('connecting');
    case undefined:
      return standingOfUser(user, isAll, isCancelled);
  }
}

/** The phone of the contact was not dialled, as far as is known. */
function standingOfUser(user: CallLegState | null, isAll: boolean, isCancelled: boolean): Standing | null {
  switch (user) {
    case 'busy':
      return at('cancelled', 'Your phone was busy, so the contact was not called.');
    case 'noAnswer':
      return at('cancelled', isCancelled ? null : 'You did not answer your phone, so the contact was not called.');
    case 'failed':
      return at('failed', 'Twilio could not reach your phone. Check your number.');
    case 'cancelled':
      return at('cancelled', isCancelled ? null : 'The call ended before you answered your phone.');
    case 'completed':
      return isAll ? at('cancelled', isCancelled ? null : 'You hung up before the phone of the contact rang.') : null;
    case 'talking':
      return at('connecting');
    case 'ringing':
      return at('ringing');
    case null:
      return null;
  }
}

const at = (state: CallState, reason: string | null = null, seconds = 0): Standing => ({ state, reason, seconds });

/** As a call that a member logs says it. */
export function outcomeOfCall(state: CallState): CallOutcome | undefined {
  switch (state) {
    case 'completed':
      return 'connected';
    case 'busy':
    case 'noAnswer':
    case 'failed':
    case 'cancelled':
      return state;
    default:
      return undefined;
  }
}
