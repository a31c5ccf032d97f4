import { ProviderError } from '../contracts/ProviderError.js';
import { MessageSigner } from '../dkim/MessageSigner.js';
import { envelopeAddress, needsUtf8 } from '../mime/composeMime.js';
import { checkSmtp } from './checkSmtp.js';
import { resolveAnyHost, type ResolveMailHost } from './mailHost.js';
import { limitsOf, type ServerLimits } from './ServerLimits.js';
import { SmtpPool } from './SmtpPool.js';
import { defaultSmtpTimeouts, type SmtpTimeouts } from './smtpTimeouts.js';
import { requireUtf8 } from './smtpUtf8.js';
import type { SenderCheck, SendReceipt } from '../contracts/MessageSender.js';
import type { SigningKey } from '../dkim/SigningKey.js';
import type { EmailSender, OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { Envelope, SmtpSession } from './SmtpSession.js';

export class SmtpSender implements EmailSender {
  readonly type = 'smtp';
  readonly concurrency: number;
  private readonly pool: SmtpPool;
  private readonly timeouts: SmtpTimeouts;
  private readonly limits: ServerLimits;
  private readonly signer: MessageSigner;

  constructor(
    private readonly config: SmtpConfig,
    timeouts: Partial<SmtpTimeouts> = {},
    private readonly resolve: ResolveMailHost = resolveAnyHost,
    signingKeys: readonly SigningKey[] = [],
  ) {
    this.timeouts = { ...defaultSmtpTimeouts, ...timeouts };
    this.concurrency = config.connections;
    this.limits = limitsOf(config);
    this.signer = new MessageSigner(signingKeys);
    this.pool = new SmtpPool(config, this.timeouts, this.limits, resolve);
  }

  async send(email: OutgoingEmail): Promise<SendReceipt> {
    const envelope = envelopeOf(email);
    const mime = await this.signer.compose(email);
    const serverResponse = await this.deliver(email, envelope, mime);
    return { providerMessageId: null, serverResponse };
  }

  verify(): Promise<SenderCheck> {
    return checkSmtp(this.config, this.timeouts, this.resolve, null, this.signer);
  }

  sendTest(email: OutgoingEmail): Promise<SenderCheck> {
    return checkSmtp(this.config, this.timeouts, this.resolve, email, this.signer);
  }

  close(graceMs: number): Promise<void> {
    return this.pool.close(graceMs);
  }

  /**
   * What a used connection is told may be about the connection: it was dropped in the meantime, or has carried as many messages as the
   * server allows. Nothing was handed over then, so the message goes out on a fresh connection at once, and nobody waits.
   */
  private async deliver(email: OutgoingEmail, envelope: Envelope, mime: Buffer): Promise<string> {
    const session = await this.pool.acquire();
    const carried = session.deliveries;
    try {
      return await this.deliverOn(session, email, envelope, mime);
    } catch (error) {
      if (carried === 0 || !this.mayBeAboutConnection(error)) throw error;
    }
    const fresh = await this.pool.acquireFresh();
    try {
      const words = await this.deliverOn(fresh, email, envelope, mime);
      this.limits.learnMessages(carried);
      return words;
    } catch (error) {
      this.limits.noteMiss();
      throw error;
    }
  }

  private mayBeAboutConnection(error: unknown): boolean {
    if (!(error instanceof ProviderError)) return false;
    if (error.scope === 'connection') return error.kind === 'unavailable' || error.kind === 'limited';
    if (error.kind !== 'limited' || error.isGreylisting) return false;
    // MAIL FROM is the same for everyone. At RCPT TO it may be a busy mailbox, so there are only so many tries in vain.
    return error.step === 'from' || (error.step === 'to' && this.limits.mayBeConnection);
  }

  private async deliverOn(session: SmtpSession, email: OutgoingEmail, envelope: Envelope, mime: Buffer): Promise<string> {
    try {
      if (needsUtf8(email)) requireUtf8(email, session);
      return await session.deliver(envelope, mime);
    } finally {
      this.pool.release(session);
    }
  }
}

export function envelopeOf(email: OutgoingEmail): Envelope {
  return { from: envelopeAddress(email.from.address), to: envelopeAddress(email.to.address) };
}
