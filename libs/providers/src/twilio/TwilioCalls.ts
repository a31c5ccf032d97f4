import type { Twilio } from 'twilio';
import type { CallLegState, CallSight, OutgoingCall } from '../contracts/PhoneCall.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { vendorPackage } from '../http/vendorPackage.js';
import { callUrlOf } from './readTwilioCalls.js';
import { openTwilio } from './twilioClient.js';
import type { TwilioConfig } from './twilioConfig.js';
import { callErrorOf } from './twilioCallErrors.js';
import { legStateOf, secondsOf } from './twilioLegs.js';
import type { TwilioOptions } from './TwilioSender.js';

const TIMEOUT_MS = 30_000;
const MINUTE_MS = 60_000;
/** Until then a call that was placed may not be in Twilio's list yet. */
const LIST_DELAY_MS = 5 * MINUTE_MS;
/** How far Twilio's clock and ours may differ. */
const LEEWAY_MS = 2 * MINUTE_MS;
const LISTED = 50;
/** Seconds. Shorter than most voicemails wait: otherwise the contact would be connected with the voicemail of the member. */
const RING_USER = 20;
const RING_CONTACT = 40;
/** Seconds: a phone that was not hung up costs no more than this. */
const LONGEST = 2 * 60 * 60;
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

const PHONE = /^\+[1-9]\d{6,14}$/;

/** What became of a call whose answer was lost. */
export type FoundCall = { readonly kind: 'found'; readonly providerCallId: string } | { readonly kind: 'notPlaced' | 'unknown' };

/** Calls through Twilio that connect the phone of a member with that of a contact. Nothing is recorded. */
export class TwilioCalls {
  private readonly open: () => Promise<Twilio>;
  private readonly reportsUrl: string | null;
  private readonly timeoutMs: number;

  /** `from`: the number of the account that both phones show, E.164. */
  constructor(
    config: TwilioConfig,
    private readonly from: string,
    { url = null, timeoutMs = TIMEOUT_MS, reportsUrl = null }: TwilioOptions = {},
  ) {
    this.open = vendorPackage('Twilio', () => openTwilio(config, { url, timeoutMs }));
    this.reportsUrl = reportsUrl;
    this.timeoutMs = timeoutMs;
  }

  /** Answers Twilio's id of the call. Asks once; @throws ProviderError, of the kind `unknownOutcome` when it may ring all the same */
  async place(call: OutgoingCall): Promise<string> {
    for (const phone of [call.userPhone, call.contactPhone])
      if (!PHONE.test(phone))
        throw new ProviderError({
          kind: 'rejected',
          scope: 'recipient',
          step: 'to',
          message: `${phone} is no phone number with a country code.`,
          isAddressInvalid: true,
        });
    const reports =
      this.reportsUrl === null ? {} : { statusCallback: callUrlOf(this.reportsUrl, call.callId, 'user'), statusCallbackEvent: EVENTS };
    try {
      const { sid } = await (
        await this.open()
      ).calls.create({ to: call.userPhone, from: this.from, timeout: RING_USER, twiml: this.twimlOf(call), ...reports });
      return sid;
    } catch (error) {
      throw callErrorOf(error);
    }
  }

  /** @throws ProviderError */
  async look(providerCallId: string): Promise<CallSight> {
    try {
      const twilio = await this.open();
      const { status } = await twilio.calls(providerCallId).fetch();
      const [leg] = await twilio.calls.list({ parentCallSid: providerCallId, limit: 1, pageSize: 1 });
      return {
        user: legStateOf(status),
        contact: leg ? { providerCallId: leg.sid, state: legStateOf(leg.status), seconds: secondsOf(leg.duration) } : null,
      };
    } catch (error) {
      throw callErrorOf(error);
    }
  }

  /** Ends it whether it rings or is talked. @throws ProviderError */
  async hangUp(providerCallId: string): Promise<CallLegState> {
    try {
      const { status } = await (await this.open()).calls(providerCallId).update({ status: 'completed' });
      return legStateOf(status);
    } catch (error) {
      throw callErrorOf(error);
    }
  }

  /**
   * The call whose answer was lost, by the list of calls to this phone. `known`: calls that are accounted for. `notPlaced` only after a
   * while, because the list lags behind. @throws ProviderError
   */
  async find(userPhone: string, handedAt: Date, known: readonly string[], askedAt: Date): Promise<FoundCall> {
    try {
      const calls = await (await this.open()).calls.list({ to: userPhone, from: this.from, limit: LISTED, pageSize: LISTED });
      const handed = handedAt.getTime();
      const isNear = (at: number): boolean => at >= handed - LEEWAY_MS && at <= handed + this.timeoutMs + LEEWAY_MS;
      const found = calls.find(
        ({ sid, direction, dateCreated }) =>
          direction === 'outbound-api' && !known.includes(sid) && isNear(new Date(dateCreated).getTime()),
      );
      if (found) return { kind: 'found', providerCallId: found.sid };
      const isCutOff = calls.length === LISTED;
      return { kind: isCutOff || askedAt.getTime() - handed < LIST_DELAY_MS ? 'unknown' : 'notPlaced' };
    } catch (error) {
      throw callErrorOf(error);
    }
  }

  /** What happens when the member answers. Every part of it is digits or an address that was built here, so only `&` needs care. */
  private twimlOf({ callId, contactPhone }: OutgoingCall): string {
    const reports =
      this.reportsUrl === null
        ? ''
        : ` statusCallback="${callUrlOf(this.reportsUrl, callId, 'contact').replaceAll('&', '&amp;')}" statusCallbackEvent="${EVENTS.join(' ')}"`;
    return `<Response><Dial callerId="${this.from}" timeout="${RING_CONTACT}" timeLimit="${LONGEST}"><Number${reports}>${contactPhone}</Number></Dial></Response>`;
  }
}
