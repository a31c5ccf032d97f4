import type Mailgun from 'mailgun.js';
import { ProviderError } from '../contracts/ProviderError.js';
import type { CheckStep, ProviderSuppression, SenderCheck, SendReceipt, SentReference, Settlement } from '../contracts/MessageSender.js';
import type { EmailSender, OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { DnsRecord } from '../dns/DomainCheck.js';
import { CallLimit } from '../http/CallLimit.js';
import { CallsInFlight } from '../http/CallsInFlight.js';
import { fieldsOf, wordsOf } from '../http/readJson.js';
import { vendorPackage } from '../http/vendorPackage.js';
import { composeMime, envelopeAddress } from '../mime/composeMime.js';
import { MailgunBatches } from './MailgunBatches.js';
import { type BatchForm, MOST_RECIPIENTS, ownIdOf } from './mailgunBatch.js';
import { type MailgunConfig, mailgunUrl } from './mailgunConfig.js';
import { mailgunErrorOf, mailgunStatusOf } from './mailgunErrors.js';
import { isInLog } from './mailgunLog.js';
import { readMailgunSuppressions } from './readMailgunSuppressions.js';

export interface MailgunOptions {
  /** The operator's address of the API, in place of Mailgun's. */
  readonly url?: string | null;
  /** Milliseconds until an answer must have come. */
  readonly timeoutMs?: number;
}

type MessageData = Parameters<ReturnType<Mailgun['client']>['messages']['create']>[1];

const CONCURRENCY = 16;
const TIMEOUT_MS = 60_000;
/** Mailgun's log shows a message some time after it was taken over: until then its silence means nothing. */
const LOG_DELAY_MS = 30 * 60_000;
/** What Mailgun calls the reports that we read. */
const REPORTED = ['delivered', 'permanent_fail', 'complained', 'unsubscribed'] as const;
const MOST_URLS = 3;
/** Refused by every mail server there is. */
const NO_ADDRESS = 'nobody';

/**
 * Hands over finished messages, so that they arrive as they were reviewed: Mailgun neither rewrites links nor counts opens. Many of one
 * campaign go with one call, where that cannot change them.
 */
export class MailgunSender implements EmailSender {
  readonly type = 'mailgun';
  readonly concurrency = CONCURRENCY;
  readonly mostAtOnce = MOST_RECIPIENTS;
  private readonly client: () => Promise<ReturnType<Mailgun['client']>>;
  private readonly calls = new CallsInFlight('Mailgun');
  private readonly limit = new CallLimit(CONCURRENCY);
  private readonly batches = new MailgunBatches({
    one: (email) => this.limit.run(() => this.send(email)),
    many: (form) => this.limit.run(() => this.calls.run(() => this.deliverMany(form))),
  });

  constructor(
    private readonly config: MailgunConfig,
    { url = null, timeoutMs = TIMEOUT_MS }: MailgunOptions = {},
  ) {
    this.client = vendorPackage('Mailgun', async () => {
      const { default: Mailgun } = await import('mailgun.js');
      return new Mailgun(FormData).client({ username: 'api', key: config.apiKey, url: mailgunUrl(config.region, url), timeout: timeoutMs });
    });
  }

  send(email: OutgoingEmail): Promise<SendReceipt> {
    return this.calls.run(() => this.deliver(email));
  }

  sendMany(emails: readonly OutgoingEmail[]): readonly Promise<SendReceipt>[] {
    return this.batches.send(emails);
  }

  async verify(): Promise<SenderCheck> {
    return this.checkOf(await this.domainStep());
  }

  async sendTest(email: OutgoingEmail): Promise<SenderCheck> {
    const first = await this.domainStep();
    if (!first.step.ok) return this.checkOf(first);
    try {
      const { serverResponse } = await this.send(email);
      return this.checkOf({ ...first, serverResponse, more: [{ name: 'data', ok: true, detail: serverResponse }] });
    } catch (error) {
      const failure = error instanceof ProviderError ? error : mailgunErrorOf(error, email.to.address);
      const detail = failure.serverResponse ?? failure.message;
      return this.checkOf({
        ...first,
        serverResponse: failure.serverResponse,
        isRefused: failure.kind === 'auth',
        more: [{ name: 'data', ok: false, detail }],
      });
    }
  }

  /**
   * By the log, which needs a key of the account: a sending key is refused there, and then nothing is known. A message of a batch may
   * stand there under the id of its call: then what was sent to this address tells, by our id in its variables.
   */
  async settle(message: SentReference): Promise<Settlement> {
    const { messageId, to, handedAt, askedAt = new Date() } = message;
    const logs = (await this.client()).logs;
    const isKnown = await isInLog(logs, this.config.domain, { id: ownIdOf(messageId), to: to ?? null, handedAt, askedAt });
    if (isKnown) return 'sent';
    if (isKnown === null) return 'unknown';
    return handedAt !== null && askedAt.getTime() - new Date(handedAt).getTime() < LOG_DELAY_MS ? 'unknown' : 'notSent';
  }

  async connectReports(url: string): Promise<void> {
    const client = await this.client();
    try {
      const known = (await client.webhooks.list(this.config.domain, {})) as unknown as Readonly<Record<string, KnownWebhook | null>>;
      for (const name of REPORTED) {
        const urls = known[name]?.urls ?? [];
        if (urls.includes(url)) continue;
        if (urls.length === 0) await client.webhooks.create(this.config.domain, name, url, false);
        // Mailgun keeps three addresses for each kind of report.
        else await client.webhooks.update(this.config.domain, name, [...urls.slice(0, MOST_URLS - 1), url]);
      }
    } catch (error) {
      throw mailgunErrorOf(error, '');
    }
  }

  /** With a sending key Mailgun does not tell. */
  async domainRecords(): Promise<readonly DnsRecord[] | null> {
    try {
      const { sending_dns_records: records } = await (await this.client()).domains.get(this.config.domain);
      return (records ?? [])
        .filter(({ name, value }) => name.includes('._domainkey.') && value !== '')
        .map(({ name, value, record_type: type }) => ({ type: type === 'CNAME' ? 'CNAME' : 'TXT', name, value }));
    } catch (error) {
      const status = mailgunStatusOf(error);
      if (status === 401 || status === 403) return null;
      throw mailgunErrorOf(error, '');
    }
  }

  /** A sending key may not read them: that fails as one that is not accepted. */
  async *suppressions(): AsyncGenerator<readonly ProviderSuppression[]> {
    yield* readMailgunSuppressions((await this.client()).suppressions, this.config.domain);
  }

  close(graceMs: number): Promise<void> {
    return this.calls.close(graceMs);
  }

  private async deliver(email: OutgoingEmail): Promise<SendReceipt> {
    const to = envelopeAddress(email.to.address);
    const message = composeMime(email);
    const client = await this.client();
    try {
      const answer = await client.messages.create(this.config.domain, {
        to,
        message: new Blob([new Uint8Array(message)], { type: 'message/rfc822' }),
        'o:tracking': 'no',
        'o:tracking-opens': 'no',
        'o:tracking-clicks': 'no',
      });
      const { id, message: words } = fieldsOf(answer);
      return { providerMessageId: wordsOf(id), serverResponse: wordsOf(words) ?? 'Queued.' };
    } catch (error) {
      throw mailgunErrorOf(error, to);
    }
  }

  /** The id in the answer is that of the call: it would be the same for everyone, so none of them gets it. */
  private async deliverMany(form: BatchForm): Promise<SendReceipt> {
    const client = await this.client();
    try {
      const answer = await client.messages.create(this.config.domain, form as unknown as MessageData);
      return { providerMessageId: null, serverResponse: wordsOf(fieldsOf(answer)['message']) ?? 'Queued.' };
    } catch (error) {
      throw mailgunErrorOf(error, '');
    }
  }

  /**
   * Whether the key and the domain belong together. A sending key may only send: then a message to what is no address tells,
   * because Mailgun reads the key before the address.
   */
  private async domainStep(): Promise<FirstStep> {
    try {
      const { state, is_disabled: isDisabled } = await (await this.client()).domains.get(this.config.domain);
      if (isDisabled === true) return refused('login', 'The domain is disabled at Mailgun.', 'Ask Mailgun why, and enable it there.');
      if (state !== 'active')
        return refused(
          'login',
          `The domain is ${state} at Mailgun.`,
          'Add the DNS records that Mailgun shows for the domain, and have them checked there.',
        );
      return passed('The domain is active, and the key belongs to it.');
    } catch (error) {
      const status = mailgunStatusOf(error);
      return status === 401 || status === 403 ? this.sendingKeyStep() : failed(mailgunErrorOf(error, ''));
    }
  }

  private async sendingKeyStep(): Promise<FirstStep> {
    try {
      await (await this.client()).messages.create(this.config.domain, { to: NO_ADDRESS, message: 'Subject: Check of the key' });
      return passed('The sending key belongs to the domain.');
    } catch (error) {
      if (mailgunStatusOf(error) === 400) return passed('The sending key belongs to the domain.');
      return failed(mailgunErrorOf(error, ''));
    }
  }

  private checkOf({ step, more = [], serverResponse, hint, isRefused }: FirstStep): SenderCheck {
    const steps = [step, ...more];
    return { ok: steps.every(({ ok }) => ok), steps, serverResponse, hint, isRefused, supportsUtf8: null };
  }
}

interface KnownWebhook {
  readonly urls?: readonly string[];
}

interface FirstStep {
  readonly step: CheckStep;
  readonly more?: readonly CheckStep[];
  readonly serverResponse: string | null;
  readonly hint: string | null;
  readonly isRefused: boolean;
}

function passed(detail: string): FirstStep {
  return { step: { name: 'login', ok: true, detail }, serverResponse: null, hint: null, isRefused: false };
}

function refused(name: CheckStep['name'], detail: string, hint: string | null): FirstStep {
  return { step: { name, ok: false, detail }, serverResponse: null, hint, isRefused: true };
}

function failed(error: ProviderError): FirstStep {
  const name = error.kind === 'unavailable' ? 'connect' : 'login';
  const step = { name, ok: false, detail: error.message } as const;
  return { step, serverResponse: error.serverResponse, hint: hintOf(error), isRefused: error.kind === 'auth' };
}

function hintOf({ responseCode }: ProviderError): string | null {
  switch (responseCode) {
    case 401:
    case 403:
      return 'Copy the key from Mailgun again, and check that it belongs to this region.';
    case 404:
      return 'Check the spelling of the domain, and the region in which it was added.';
    default:
      return null;
  }
}
