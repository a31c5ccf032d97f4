import { type OnApplicationShutdown } from '@nestjs/common';
import { asciiDomainOf, messageIdOf, ProviderError, type OutgoingEmail } from '@rapport/providers';
import type { Context } from '../context/Context.js';
import { timeOf } from '../database/ids.js';
import { Installation } from '../installation/Installation.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../jobs/JobHandler.js';
import { AppLogger } from '../logging/AppLogger.js';
import { SecretBox } from '../security/SecretBox.js';
import { Clock } from '../time/Clock.js';
import { SystemMailbox } from './SystemMailbox.js';
import { placeOf, SYSTEM_MAIL_JOB, type SystemMail, type SystemMailPayload } from './SystemMailer.js';
import { htmlOf } from './systemMailOf.js';
import { SystemTransport } from './SystemTransport.js';

/** Hands one system mail to the SMTP server, or puts it into the built-in mailbox where none is configured. */
@JobHandlerProvider()
export class SendSystemMailJob implements JobHandler<SystemMailPayload>, OnApplicationShutdown {
  readonly name = SYSTEM_MAIL_JOB;
  readonly repeatable = 'The built-in mailbox keeps one mail per id; by SMTP the same mail with the same Message-ID and link comes again.';

  constructor(
    private readonly installation: Installation,
    private readonly secretBox: SecretBox,
    private readonly transport: SystemTransport,
    private readonly mailbox: SystemMailbox,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  async handle({ mailId, sealed }: SystemMailPayload, { ctx, requestId }: JobRun): Promise<void> {
    const mail = JSON.parse(this.secretBox.open(sealed, placeOf(mailId))) as SystemMail;
    const email = this.compose(mailId, mail);
    if (!this.transport.isConfigured || (await this.isLeftToOriginal(ctx, mailId)))
      return this.mailbox.keep(mailId, email, mail.kind ?? 'link', requestId);
    try {
      await this.transport.send(email);
      this.logger.info('systemMail.sent', { mailId, requestId });
    } catch (error) {
      if (!isRefusedForGood(error)) throw error;
      this.logger.failure('systemMail.refused', error, { mailId, responseCode: error.responseCode, requestId });
    }
  }

  /** In a copy of an installation, what was waiting when it was copied: the original has sent it, so here it is only kept. */
  private async isLeftToOriginal({ manager }: Context, mailId: string): Promise<boolean> {
    const hold = await this.installation.hold(manager);
    return hold !== null && timeOf(mailId) < new Date(hold.since);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
  }

  private compose(mailId: string, mail: SystemMail): OutgoingEmail {
    const { from } = this.transport;
    return {
      from,
      to: { name: null, address: mail.to },
      replyTo: null,
      subject: mail.subject,
      text: mail.text,
      html: mail.html ?? htmlOf(mail.text),
      // RFC 3834: no out-of-office note answers it.
      headers: [{ name: 'Auto-Submitted', value: 'auto-generated' }],
      messageId: messageIdOf(mailId, asciiDomainOf(from.address)),
      date: this.clock.now(),
    };
  }
}

/** Trying again would meet the same answer. Everything else (server away, login refused, asked to wait) may pass. */
function isRefusedForGood(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.kind === 'rejected' && error.scope === 'recipient';
}
