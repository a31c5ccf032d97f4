import { ProviderError } from '../contracts/ProviderError.js';
import { composeMime, envelopeAddress } from '../mime/composeMime.js';
import { checkSmtp } from './checkSmtp.js';
import { SmtpPool } from './SmtpPool.js';
import { defaultSmtpTimeouts, type SmtpTimeouts } from './smtpTimeouts.js';
import type { EmailSender, SenderCheck, SendReceipt } from '../contracts/EmailSender.js';
import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { Envelope, SmtpSession } from './SmtpSession.js';

export class SmtpSender implements EmailSender {
  readonly type = 'smtp';
  readonly concurrency: number;
  private readonly pool: SmtpPool;
  private readonly timeouts: SmtpTimeouts;

  constructor(
    private readonly config: SmtpConfig,
    timeouts: Partial<SmtpTimeouts> = {},
  ) {
    this.timeouts = { ...defaultSmtpTimeouts, ...timeouts };
    this.concurrency = config.connections;
    this.pool = new SmtpPool(config, this.timeouts);
  }

  async send(email: OutgoingEmail): Promise<SendReceipt> {
    const envelope = envelopeOf(email);
    const mime = composeMime(email);
    const serverResponse = await this.deliver(envelope, mime);
    return { providerMessageId: null, serverResponse };
  }

  verify(): Promise<SenderCheck> {
    return checkSmtp(this.config, this.timeouts, null);
  }

  sendTest(email: OutgoingEmail): Promise<SenderCheck> {
    return checkSmtp(this.config, this.timeouts, email);
  }

  close(graceMs: number): Promise<void> {
    return this.pool.close(graceMs);
  }

  /**
   * A kept connection that the server dropped in the meantime is noticed only when it is used. Nothing was handed over
   * then, so the message goes out on a fresh connection at once.
   */
  private async deliver(envelope: Envelope, mime: Buffer): Promise<string> {
    const session = await this.pool.acquire();
    try {
      return await this.deliverOn(session, envelope, mime);
    } catch (error) {
      if (session.deliveries === 1 || !isStale(error)) throw error;
    }
    return this.deliverOn(await this.pool.acquire(), envelope, mime);
  }

  private async deliverOn(session: SmtpSession, envelope: Envelope, mime: Buffer): Promise<string> {
    try {
      return await session.deliver(envelope, mime);
    } finally {
      this.pool.release(session);
    }
  }
}

export function envelopeOf(email: OutgoingEmail): Envelope {
  return { from: envelopeAddress(email.from.address), to: envelopeAddress(email.to.address) };
}

function isStale(error: unknown): boolean {
  return error instanceof ProviderError && error.kind === 'unavailable' && error.responseCode === null;
}
