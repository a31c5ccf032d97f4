import { Injectable } from '@nestjs/common';
import { type Mailbox, type OutgoingEmail, SmtpSender } from '@rapport/providers';
import { AppConfig } from '../config/AppConfig.js';

const CLOSE_GRACE_MS = 500;

/** The SMTP server of SYSTEM_SMTP_URL, connected to when the first mail leaves. */
@Injectable()
export class SystemTransport {
  private sender: SmtpSender | null = null;

  constructor(private readonly config: AppConfig) {}

  get isConfigured(): boolean {
    return this.config.systemMail.smtp !== null;
  }

  /** Whom system mail is from. */
  get from(): Mailbox {
    return this.config.systemMail.from;
  }

  async send(email: OutgoingEmail): Promise<void> {
    const { smtp } = this.config.systemMail;
    if (!smtp) throw new Error('No SMTP server is configured for system mail.');
    this.sender ??= new SmtpSender(smtp);
    await this.sender.send(email);
  }

  async close(): Promise<void> {
    const { sender } = this;
    this.sender = null;
    await sender?.close(CLOSE_GRACE_MS);
  }
}
