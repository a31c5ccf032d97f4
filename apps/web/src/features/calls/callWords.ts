import type { PhoneCall } from './callQueries';
import { formatDuration } from '../../shared/format/format';

type Told = Pick<PhoneCall, 'state' | 'seconds' | 'reason'>;

/** What a member does or waits for at this moment, or how it ended. */
export function callHint({ state, seconds, reason }: Told, name: string): string {
  switch (state) {
    case 'dialing':
      return 'Waiting for Twilio.';
    case 'uncertain':
      return 'Twilio did not confirm the call. It is not made again. If your phone rings, you can answer it.';
    case 'ringing':
      return `Answer your phone. Then ${name} is called.`;
    case 'connecting':
      return `The phone of ${name} rings. Stay on the line.`;
    case 'talking':
      return 'Hang up your phone to end the call.';
    case 'completed':
      return seconds > 0 ? `You talked for ${formatDuration(seconds)}.` : 'The call is over.';
    case 'busy':
      return `The line of ${name} was busy.`;
    case 'noAnswer':
      return `${name} did not answer.`;
    case 'failed':
      return reason ?? 'The call could not be connected.';
    case 'cancelled':
      return reason ?? 'The call was cancelled.';
  }
}

/** While a phone rings. */
export function isCancellable(state: string | null): boolean {
  return state === 'ringing' || state === 'connecting';
}
