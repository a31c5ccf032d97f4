import { randomBytes } from 'node:crypto';

/** A leg of a call as Twilio keeps it. */
export interface TwilioCall {
  readonly sid: string;
  readonly parentSid: string | null;
  readonly to: string;
  readonly from: string;
  /** Twilio's word: queued, ringing, in-progress, completed, busy, no-answer, failed, canceled. */
  status: string;
  seconds: number;
  /** What happens when it is answered; empty of a leg that was dialled. */
  readonly twiml: string;
  readonly statusCallback: string | null;
  readonly at: Date;
}

const OVER = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];

/** The phones behind a Twilio server: what it dialled, and what a test lets happen to that. */
export class TwilioPhones {
  readonly calls: TwilioCall[] = [];

  constructor(private readonly accountSid: string) {}

  ring(fields: Readonly<Record<string, string>>): TwilioCall {
    const { To: to = '', From: from = '', Twiml: twiml = '', StatusCallback: statusCallback = null } = fields;
    return this.add({ parentSid: null, to, from, status: 'queued', twiml, statusCallback });
  }

  /** The member answers, and Twilio does what the TwiML says: it dials the number in it. */
  answer(call: TwilioCall): TwilioCall {
    call.status = 'in-progress';
    const [, callerId = ''] = /<Dial callerId="([^"]+)"/.exec(call.twiml) ?? [];
    const [, attributes = '', to = ''] = /<Number([^>]*)>([^<]+)<\/Number>/.exec(call.twiml) ?? [];
    const [, callback = null] = /statusCallback="([^"]+)"/.exec(attributes) ?? [];
    if (to === '') throw new Error(`This TwiML dials nobody: ${call.twiml}`);
    return this.add({
      ...{ parentSid: call.sid, to, from: callerId, status: 'ringing', twiml: '' },
      statusCallback: callback?.replaceAll('&amp;', '&') ?? null,
    });
  }

  find(sid: string): TwilioCall | null {
    return this.calls.find((call) => call.sid === sid) ?? null;
  }

  list(query: URLSearchParams): TwilioCall[] {
    const [to, from, parent] = [query.get('To'), query.get('From'), query.get('ParentCallSid')];
    return this.calls
      .filter((call) => (to === null || call.to === to) && (from === null || call.from === from))
      .filter(({ parentSid }) => parent === null || parentSid === parent)
      .reverse();
  }

  /** Status=completed: what rings is cancelled, what is talked has been talked. */
  hangUp(call: TwilioCall): void {
    for (const leg of this.calls.filter(({ sid, parentSid }) => sid === call.sid || parentSid === call.sid))
      if (!OVER.includes(leg.status)) leg.status = leg.status === 'in-progress' ? 'completed' : 'canceled';
  }

  bodyOf({ sid, parentSid, to, from, status, seconds, at }: TwilioCall): object {
    const uri = `/2010-04-01/Accounts/${this.accountSid}/Calls/${sid}.json`;
    return {
      ...{ sid, account_sid: this.accountSid, parent_call_sid: parentSid, to, from, status, api_version: '2010-04-01' },
      ...{ to_formatted: to, from_formatted: from, phone_number_sid: null, answered_by: null, forwarded_from: null, caller_name: null },
      direction: parentSid === null ? 'outbound-api' : 'outbound-dial',
      duration: status === 'completed' ? String(seconds) : null,
      ...{ date_created: rfc2822(at), date_updated: rfc2822(at), start_time: null, end_time: null, queue_time: '0' },
      ...{ price: null, price_unit: 'USD', group_sid: null, trunk_sid: null, uri, subresource_uris: {} },
    };
  }

  private add(call: Omit<TwilioCall, 'sid' | 'seconds' | 'at'>): TwilioCall {
    const added = { ...call, sid: `CA${randomBytes(16).toString('hex')}`, seconds: 0, at: new Date() };
    this.calls.push(added);
    return added;
  }
}

function rfc2822(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}
