import type { CallLegState } from '../contracts/PhoneCall.js';

/** Twilio's word for how far a leg is. One that it may invent later is taken for a leg that still rings. */
export function legStateOf(status: string): CallLegState {
  switch (status) {
    case 'in-progress':
    case 'answered':
      return 'talking';
    case 'completed':
    case 'busy':
    case 'failed':
      return status;
    case 'no-answer':
      return 'noAnswer';
    case 'canceled':
      return 'cancelled';
    default:
      return 'ringing';
  }
}

export function secondsOf(duration: string | null | undefined): number {
  const seconds = Math.trunc(Number(duration ?? 0));
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), 86_400) : 0;
}
