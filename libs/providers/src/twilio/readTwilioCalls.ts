import type { CallLeg, CallReport } from '../contracts/PhoneCall.js';
import { legStateOf, secondsOf } from './twilioLegs.js';

/** The parameters of a status callback that name our call and which of its legs is told of. */
const CALL = 'call';
const LEG = 'leg';

/** Where Twilio tells how far a call is: our own id is in the address, so that it is known even where Twilio's answer was lost. */
export function callUrlOf(reportsUrl: string, callId: string, leg: CallLeg): string {
  return `${reportsUrl}?${new URLSearchParams({ [CALL]: callId, [LEG]: leg }).toString()}`;
}

/** Null: not about a call of ours, such as one that someone makes to the number. */
export function callReportOf(fields: URLSearchParams, url: string): CallReport | null {
  const asked = new URL(url).searchParams;
  const [callId, leg] = [asked.get(CALL), asked.get(LEG)];
  if (callId === null || (leg !== 'user' && leg !== 'contact')) return null;
  return {
    callId,
    leg,
    providerCallId: fields.get('CallSid') ?? '',
    parentCallId: fields.get('ParentCallSid'),
    state: legStateOf(fields.get('CallStatus') ?? ''),
    seconds: secondsOf(fields.get('CallDuration')),
  };
}
