import { ProviderError } from '../contracts/ProviderError.js';
import { composeMime, envelopeAddress } from '../mime/composeMime.js';
import type { CheckStep, SenderCheck, SendReceipt, SentReference, Settlement } from '../contracts/MessageSender.js';
import type { EmailSender, OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { OutgoingText } from '../contracts/OutgoingText.js';
import type { ProviderDescriptor } from '../contracts/ProviderDescriptor.js';

export const mailLabDescriptor: ProviderDescriptor = {
  type: 'mail_lab',
  channel: 'email',
  label: 'Mail lab',
  description:
    'A built-in mailbox for trying things out. It needs no account, and nothing leaves this machine: every message can be read on the mail lab page.',
  fields: [],
};

export interface LabDelivery {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** The composed message, byte for byte what an SMTP server would have received. */
  readonly mime: Buffer;
}

/** Where the mail lab keeps what it received; given by the application. Storing the same Message-ID twice keeps one message. */
export interface MailLabStore {
  store(delivery: LabDelivery): Promise<void>;
  storeText(text: OutgoingText): Promise<void>;
  findByMessageId(messageId: string): Promise<boolean>;
}

export class MailLabSender implements EmailSender {
  readonly type = 'mail_lab';
  readonly concurrency = 4;

  constructor(private readonly labStore: MailLabStore) {}

  async send(email: OutgoingEmail): Promise<SendReceipt> {
    const from = envelopeAddress(email.from.address);
    const to = envelopeAddress(email.to.address);
    const mime = composeMime(email);
    await this.store({ messageId: email.messageId, from, to, subject: email.subject, mime });
    return { providerMessageId: email.messageId, serverResponse: '250 Stored in the mail lab' };
  }

  verify(): Promise<SenderCheck> {
    return Promise.resolve(passed([{ name: 'connect', ok: true, detail: 'The mail lab is built in and always ready.' }]));
  }

  async sendTest(email: OutgoingEmail): Promise<SenderCheck> {
    try {
      const receipt = await this.send(email);
      return passed([{ name: 'data', ok: true, detail: receipt.serverResponse }]);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        steps: [{ name: 'data', ok: false, detail }],
        serverResponse: null,
        hint: null,
        isRefused: false,
        supportsUtf8: true,
      };
    }
  }

  async settle({ messageId }: SentReference): Promise<Settlement> {
    return (await this.labStore.findByMessageId(messageId)) ? 'sent' : 'notSent';
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async store(delivery: LabDelivery): Promise<void> {
    try {
      await this.labStore.store(delivery);
    } catch (error) {
      // The store may have kept the message before it failed; settle() can tell.
      const message = error instanceof Error ? error.message : String(error);
      throw new ProviderError({ kind: 'unknownOutcome', scope: 'recipient', step: 'data', message });
    }
  }
}

function passed(steps: CheckStep[]): SenderCheck {
  return { ok: true, steps, serverResponse: null, hint: null, isRefused: false, supportsUtf8: true };
}
