import { describeMoment } from '../campaignSchedule.js';
import type { SenderTrouble } from './outcomeOf.js';

/** Why a campaign was paused and what to do, for the person who finds it so. The server's own words are part of it. */
export function stopReason(trouble: Extract<SenderTrouble, { kind: 'stop' }>): string {
  const words = quoted(trouble.reason);
  switch (trouble.why) {
    case 'settings':
      return `The mail server refuses this sender: ${words} Fix it in the sender settings or with your mail provider, then resume. No recipient was marked as failed.`;
    case 'refused':
      return `The mail server refused ${recipients(trouble.recipients)} because of the sender, not because of the recipient: ${words} Solve it with your mail provider, then resume. No recipient was marked as failed or suppressed.`;
    case 'sameAnswer':
      return `The mail server refused ${recipients(trouble.recipients)} in a row with the same answer: ${words} If it is about your server or sender, solve that first. If these addresses are really wrong, resume. No recipient was marked as failed or suppressed so far.`;
  }
}

export function outageReason(reason: string): string {
  return `The mail server could not be used for hours. Its last answer: ${quoted(reason)} Check the sender settings, then resume. No recipient was marked as failed.`;
}

/** Why a campaign that is being sent waits. `until`: when the next day begins in the zone of the workspace. */
export function quotaReason(quota: number, until: Date, timeZone: string): string {
  const limit = quota === 1 ? 'the one message' : `the ${quota.toLocaleString('en')} messages`;
  return `This sender has sent ${limit} that it may send in a day. Sending continues on ${describeMoment(until, timeZone)}, or sooner with a higher limit in the sender settings.`;
}

/** The same outside the hours of its schedule. */
export function hoursReason(until: Date, timeZone: string): string {
  return `Outside its sending hours. Sending again on ${describeMoment(until, timeZone)}.`;
}

/** The same where each recipient's time zone counts. `what`: "09:00", or sending hours; `zones`: in how many it has yet to come, by the moments at which it does. */
export function zonesReason({ what, zones, next, timeZone }: { what: string; zones: number; next: Date; timeZone: string }): string {
  return `Waiting for ${what} in ${zones === 1 ? 'one more time zone' : `${zones} more time zones`}. The next messages go out on ${describeMoment(next, timeZone)}.`;
}

function recipients(count: number): string {
  return count === 1 ? 'a recipient' : `${count} recipients`;
}

function quoted(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const short = line.length > 400 ? `${[...line].slice(0, 399).join('')}…` : line;
  return `“${short}”.`;
}
