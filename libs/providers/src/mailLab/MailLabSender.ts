import { ProviderError } from '../contracts/ProviderError.js';
import { composeMime, envelopeAddress } from '../mime/composeMime.js';
import type { CheckStep, SenderCheck, SendReceipt, SentReference, Settlement } from '../contracts/MessageSender.js';
import type { EmailSender, OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { OutgoingText } from '../contracts/OutgoingText.js';
import type { ProviderDescriptor } from '../contracts/ProviderDescriptor.js';
import { type LabFault, lostAnswer, meetEmailFault } from './labFaults.js';

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
  /** What is to happen to the message that is now given to it for this recipient. Null: nothing. */
  nextFault(to: string): Promise<LabFault | null>;
  store(delivery: LabDelivery, fault: LabFault | null): Promise<void>;
  storeText(text: OutgoingText, fault: LabFault | null): Promise<void>;
  /** `unknown`: its answer was lost on purpose, and the lab keeps silent as a mail server does. */
  settle(messageId: string): Promise<Settlement>;
}

export class MailLabSender implements EmailSender {
  readonly type = 'mail_lab';
  readonly concurrency = 4;

  constructor(private readonly labStore: MailLabStore) {}

  async send(email: OutgoingEmail): Promise<SendReceipt> {
    const from = envelopeAddress(email.from.address);
    const to = envelopeAddress(email.to.address);
    const mime = composeMime(email);
    const fault = await this.labStore.nextFault(to).catch(notReady);
    await meetEmailFault(fault, to);
    await this.store({ messageId: email.messageId, from, to, subject: email.subject, mime }, fault);
    if (fault === 'timesOut') throw lostAnswer();
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

  settle({ messageId }: SentReference): Promise<Settlement> {
    return this.labStore.settle(messageId);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async store(delivery: LabDelivery, fault: LabFault | null): Promise<void> {
    try {
      await this.labStore.store(delivery, fault);
    } catch (error) {
      // The store may have kept the message before it failed; settle() can tell.
      const message = error instanceof Error ? error.message : String(error);
      throw new ProviderError({ kind: 'unknownOutcome', scope: 'recipient', step: 'data', message });
    }
  }
}

/** Asked before anything was handed over: safe to try again. */
export function notReady(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  throw new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'connect', message });
}

function passed(steps: CheckStep[]): SenderCheck {
  return { ok: true, steps, serverResponse: null, hint: null, isRefused: false, supportsUtf8: true };
}
