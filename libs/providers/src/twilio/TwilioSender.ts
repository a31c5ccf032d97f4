import type { Twilio } from 'twilio';
import type { CheckStep, SenderCheck, SendReceipt, SentReference, Settlement } from '../contracts/MessageSender.js';
import type { OutgoingText, TextSender } from '../contracts/OutgoingText.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { CallsInFlight } from '../http/CallsInFlight.js';
import { wordsOf } from '../http/readJson.js';
import { vendorPackage } from '../http/vendorPackage.js';
import { openTwilio } from './twilioClient.js';
import type { TwilioConfig } from './twilioConfig.js';
import { twilioErrorOf } from './twilioErrors.js';
import { statusUrlOf } from './readTwilioReports.js';

export interface TwilioOptions {
  /** The operator's address of the API, in place of Twilio's. */
  readonly url?: string | null;
  /** Milliseconds until an answer must have come. */
  readonly timeoutMs?: number;
  /** Where Twilio tells what became of a text. Null: nowhere, because Twilio could not reach it. */
  readonly reportsUrl?: string | null;
}

const CONCURRENCY = 16;
const TIMEOUT_MS = 30_000;
const MINUTE_MS = 60_000;
/** Until then a text that was taken over may not be in Twilio's list yet. */
const LIST_DELAY_MS = 5 * MINUTE_MS;
/** How far Twilio's clock and ours may differ. */
const LEEWAY_MS = 2 * MINUTE_MS;
/** The newest texts to one phone; more in so short a time is no person's inbox. */
const LISTED = 50;

/** Texts through Twilio. */
export class TwilioSender implements TextSender {
  readonly type = 'twilio';
  readonly concurrency = CONCURRENCY;
  private readonly calls = new CallsInFlight('Twilio');
  private readonly timeoutMs: number;
  private readonly reportsUrl: string | null;
  private readonly open: () => Promise<Twilio>;

  constructor(
    private readonly config: TwilioConfig,
    { url = null, timeoutMs = TIMEOUT_MS, reportsUrl = null }: TwilioOptions = {},
  ) {
    this.open = vendorPackage('Twilio', () => openTwilio(config, { url, timeoutMs }));
    this.timeoutMs = timeoutMs;
    this.reportsUrl = reportsUrl;
  }

  send(text: OutgoingText): Promise<SendReceipt> {
    if (!/^\+[1-9]\d{6,14}$/.test(text.to))
      return Promise.reject(
        new ProviderError({
          kind: 'rejected',
          scope: 'recipient',
          step: 'to',
          message: 'This is no phone number with a country code.',
          isAddressInvalid: true,
        }),
      );
    return this.calls.run(() => this.deliver(text));
  }

  async verify(): Promise<SenderCheck> {
    return checkOf(await this.steps());
  }

  async sendTest(text: OutgoingText): Promise<SenderCheck> {
    const steps = await this.steps();
    if (steps.some(({ step }) => !step.ok)) return checkOf(steps);
    try {
      const { serverResponse } = await this.send(text);
      return { ...checkOf([...steps, passed('data', serverResponse)]), serverResponse };
    } catch (error) {
      return checkOf([...steps, failed('data', twilioErrorOf(error, text.to))]);
    }
  }

  /**
   * By Twilio's list of texts to this phone. It knows no mark of ours, so any text that was sent to the phone around that time counts as
   * this one: better that one is missing than that one comes twice.
   */
  async settle({ to, handedAt, providerMessageId, askedAt = new Date() }: SentReference): Promise<Settlement> {
    if (providerMessageId) return 'sent';
    if (!to || handedAt === null) return 'unknown';
    const handed = Date.parse(handedAt);
    const texts = await (await this.open()).messages.list({ to, limit: LISTED, pageSize: LISTED });
    const isNear = (at: number): boolean => at >= handed - LEEWAY_MS && at <= handed + this.timeoutMs + LEEWAY_MS;
    if (texts.some(({ direction, dateCreated }) => direction !== 'inbound' && isNear(new Date(dateCreated).getTime()))) return 'sent';
    const oldest = texts.at(-1);
    const isCutOff = texts.length === LISTED && oldest !== undefined && new Date(oldest.dateCreated).getTime() > handed - LEEWAY_MS;
    return isCutOff || askedAt.getTime() - handed < LIST_DELAY_MS ? 'unknown' : 'notSent';
  }

  close(graceMs: number): Promise<void> {
    return this.calls.close(graceMs);
  }

  private async deliver({ to, body, messageId }: OutgoingText): Promise<SendReceipt> {
    const { from } = this.config;
    const origin = from.kind === 'service' ? { messagingServiceSid: from.sid } : { from: from.value };
    const reports = this.reportsUrl === null ? {} : { statusCallback: statusUrlOf(this.reportsUrl, messageId) };
    try {
      const { sid, status } = await (await this.open()).messages.create({ to, body, ...origin, ...reports });
      return { providerMessageId: wordsOf(sid), serverResponse: `Twilio: ${wordsOf(status) ?? 'accepted'}` };
    } catch (error) {
      throw twilioErrorOf(error, to);
    }
  }

  /** Whether the account lets us in, and whether the number is one of its own. A messaging service shows with the first text. */
  private async steps(): Promise<Step[]> {
    const { from } = this.config;
    try {
      const twilio = await this.open();
      // A key may list texts and not read the account.
      await twilio.messages.list({ limit: 1, pageSize: 1 });
      const steps = [passed('login', 'Twilio lets this account in.')];
      if (from.kind !== 'number') return steps;
      const [number] = await twilio.incomingPhoneNumbers.list({ phoneNumber: from.value, limit: 1 });
      if (!number)
        return [
          ...steps,
          refused(
            `${from.value} is no number of this account.`,
            'Choose one of the numbers that Twilio lists under Phone numbers, Manage, Active numbers.',
          ),
        ];
      if (!number.capabilities.sms)
        return [...steps, refused(`${from.value} cannot send texts.`, 'Choose a number of the account that can send texts.')];
      return [...steps, passed('from', `${from.value} belongs to the account and can send texts.`)];
    } catch (error) {
      const failure = twilioErrorOf(error, '');
      return [failed(failure.kind === 'unavailable' ? 'connect' : 'login', failure)];
    }
  }
}

interface Step {
  readonly step: CheckStep;
  readonly serverResponse: string | null;
  readonly hint: string | null;
  readonly isRefused: boolean;
}

function passed(name: CheckStep['name'], detail: string): Step {
  return { step: { name, ok: true, detail }, serverResponse: null, hint: null, isRefused: false };
}

function refused(detail: string, hint: string): Step {
  return { step: { name: 'from', ok: false, detail }, serverResponse: null, hint, isRefused: true };
}

function failed(name: CheckStep['name'], { message, serverResponse, kind }: ProviderError): Step {
  const hint = kind === 'auth' ? 'Copy the account SID and the auth token from the Twilio console again.' : null;
  return { step: { name, ok: false, detail: message }, serverResponse, hint, isRefused: kind === 'auth' };
}

function checkOf(steps: readonly Step[]): SenderCheck {
  const bad = steps.find(({ step }) => !step.ok);
  return {
    ok: bad === undefined,
    steps: steps.map(({ step }) => step),
    serverResponse: bad?.serverResponse ?? null,
    hint: bad?.hint ?? null,
    isRefused: bad?.isRefused ?? false,
    supportsUtf8: null,
  };
}
