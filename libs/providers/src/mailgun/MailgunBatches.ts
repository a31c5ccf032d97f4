import type { SendReceipt } from '../contracts/MessageSender.js';
import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { type BatchForm, batchesOf, batchForm } from './mailgunBatch.js';

/** Both reject with a ProviderError. */
export interface MailgunCalls {
  one(email: OutgoingEmail): Promise<SendReceipt>;
  many(form: BatchForm): Promise<SendReceipt>;
}

interface Entry {
  readonly email: OutgoingEmail;
  readonly resolve: (receipt: SendReceipt) => void;
  readonly reject: (error: unknown) => void;
}

/** After so many refusals of single messages in a row they are about us: whoever asks knows what to do about that. */
const MOST_REFUSED = 10;

/**
 * Many messages with few calls. Mailgun refuses a call as a whole for one bad address in it, and then has sent nothing: the half with the
 * bad one is found by asking for each half, so that nobody else is failed for it. Every other answer holds for the whole call.
 */
export class MailgunBatches {
  constructor(private readonly calls: MailgunCalls) {}

  send(emails: readonly OutgoingEmail[]): Promise<SendReceipt>[] {
    const entries: Entry[] = [];
    const answers = emails.map((email) => new Promise<SendReceipt>((resolve, reject) => entries.push({ email, resolve, reject })));
    const { groups, alone } = batchesOf(entries);
    for (const entry of alone) void this.sendOne(entry, { refused: 0 });
    for (const group of groups) void this.sendGroup(group, { refused: 0 });
    return answers;
  }

  private async sendGroup(group: readonly Entry[], streak: { refused: number }): Promise<void> {
    const [first] = group;
    if (!first) return;
    if (streak.refused >= MOST_REFUSED) return rejectAll(group, notAsked());
    if (group.length === 1) return this.sendOne(first, streak);
    try {
      const form = batchForm(group.map(({ email }) => email));
      if (form === null) return await this.sendHalves(group, streak);
      const receipt = await this.calls.many(form);
      streak.refused = 0;
      for (const { resolve } of group) resolve(receipt);
    } catch (error) {
      if (isRefusalOfOne(error)) return this.sendHalves(group, streak);
      rejectAll(group, error);
    }
  }

  private async sendHalves(group: readonly Entry[], streak: { refused: number }): Promise<void> {
    const middle = Math.ceil(group.length / 2);
    await this.sendGroup(group.slice(0, middle), streak);
    await this.sendGroup(group.slice(middle), streak);
  }

  private async sendOne({ email, resolve, reject }: Entry, streak: { refused: number }): Promise<void> {
    try {
      resolve(await this.calls.one(email));
      streak.refused = 0;
    } catch (error) {
      if (error instanceof ProviderError && error.kind === 'rejected') streak.refused += 1;
      reject(error);
    }
  }
}

/** Said by Mailgun about the call, so nothing of it was sent; and it may be for the sake of one message. */
function isRefusalOfOne(error: unknown): boolean {
  return error instanceof ProviderError && error.kind === 'rejected' && error.responseCode !== null;
}

function rejectAll(group: readonly Entry[], error: unknown): void {
  for (const { reject } of group) reject(error);
}

function notAsked(): ProviderError {
  return new ProviderError({
    kind: 'unavailable',
    scope: 'connection',
    step: 'data',
    message: 'Mailgun refused the messages before this one, so this one was not handed over yet.',
  });
}
