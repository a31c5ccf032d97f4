import type { CheckStep, SenderCheck, SendReceipt, SentReference, Settlement } from '../contracts/MessageSender.js';
import type { OutgoingText, TextSender } from '../contracts/OutgoingText.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { lostAnswer, meetTextFault } from './labFaults.js';
import { type MailLabStore, notReady } from './MailLabSender.js';

/** Texts into the mail lab: what a workspace sends them by until it has an account for them. */
export class MailLabTextSender implements TextSender {
  readonly type = 'mail_lab';
  readonly concurrency = 4;

  constructor(private readonly labStore: MailLabStore) {}

  async send(text: OutgoingText): Promise<SendReceipt> {
    const fault = await this.labStore.nextFault(text.to).catch(notReady);
    await meetTextFault(fault, text.to);
    try {
      await this.labStore.storeText(text, fault);
    } catch (error) {
      // The store may have kept the text before it failed; settle() can tell.
      throw new ProviderError({ kind: 'unknownOutcome', scope: 'recipient', step: 'data', message: messageOf(error) });
    }
    if (fault === 'timesOut') throw lostAnswer();
    return { providerMessageId: text.messageId, serverResponse: 'Stored in the mail lab' };
  }

  verify(): Promise<SenderCheck> {
    return Promise.resolve(checkOf({ name: 'connect', ok: true, detail: 'The mail lab is built in and always ready.' }));
  }

  async sendTest(text: OutgoingText): Promise<SenderCheck> {
    try {
      return checkOf({ name: 'data', ok: true, detail: (await this.send(text)).serverResponse });
    } catch (error) {
      return checkOf({ name: 'data', ok: false, detail: messageOf(error) });
    }
  }

  settle({ messageId }: SentReference): Promise<Settlement> {
    return this.labStore.settle(messageId);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function checkOf(step: CheckStep): SenderCheck {
  return { ok: step.ok, steps: [step], serverResponse: null, hint: null, isRefused: false, supportsUtf8: null };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
