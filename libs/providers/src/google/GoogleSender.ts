import { ProviderError } from '../contracts/ProviderError.js';
import type { CheckStep, SenderCheck, SendReceipt, SentReference, Settlement } from '../contracts/MessageSender.js';
import type { EmailSender, OutgoingEmail } from '../contracts/OutgoingEmail.js';
import { refusedSignIn } from '../signIn/SignIn.js';
import { CallsInFlight } from '../http/CallsInFlight.js';
import { composeMime, envelopeAddress } from '../mime/composeMime.js';
import { GmailApi } from './GmailApi.js';
import type { GmailApiOptions } from './GmailCalls.js';
import type { GoogleConfig } from './googleConfig.js';
import { googleErrorOf } from './googleErrors.js';

/** What a mailbox may ask for at once without being told to wait. */
const CONCURRENCY = 5;
/** Until then a draft may still be on its way out, and a sent message not be found by a search yet. */
const SETTLED_AFTER_MS = 10 * 60_000;

/**
 * Writes each message as a draft and sends the draft, so that an uncertain one can be asked about: a draft that is still there was not
 * sent. The Gmail API has no key that makes sending again harmless.
 */
export class GoogleSender implements EmailSender {
  readonly type = 'google_workspace';
  readonly concurrency = CONCURRENCY;
  private readonly api: GmailApi;
  private readonly calls = new CallsInFlight('Google');
  /** Whether Gmail keeps our Message-IDs, as the first message sent here shows; null inside: not found out. */
  private keepsIds: Promise<boolean | null> | null = null;

  constructor(
    private readonly config: GoogleConfig,
    options: GmailApiOptions = {},
  ) {
    this.api = new GmailApi(config, options);
  }

  send(email: OutgoingEmail): Promise<SendReceipt> {
    return this.calls.run(() => this.deliver(email));
  }

  async verify(): Promise<SenderCheck> {
    return checkOf(await this.reach());
  }

  async sendTest(email: OutgoingEmail): Promise<SenderCheck> {
    const reached = await this.reach();
    if (reached.failure) return checkOf(reached);
    try {
      const { serverResponse } = await this.send(email);
      return checkOf({ steps: [...reached.steps, { name: 'data', ok: true, detail: serverResponse }] }, serverResponse);
    } catch (error) {
      return checkOf(failedAt('data', reached.steps, googleErrorOf(error, 'draft')));
    }
  }

  /** By the draft where its id is known: of an uncertain message that is what was kept. Otherwise by Message-ID. */
  async settle({ messageId, providerMessageId: draftId, handedAt, askedAt = new Date() }: SentReference): Promise<Settlement> {
    const isYoung = handedAt !== null && !(askedAt.getTime() - Date.parse(handedAt) >= SETTLED_AFTER_MS);
    if (draftId !== null) {
      if (await this.api.hasDraft(draftId)) return isYoung ? 'unknown' : this.withdraw([draftId]);
      // The draft is gone: sent, or deleted by a person. Only finding the message tells.
      return (await this.api.wasSent(messageId)) ? 'sent' : 'unknown';
    }
    // Drafts first: what becomes a sent message between the two questions is found by the second.
    const drafts = await this.api.draftsOf(messageId);
    if (await this.api.wasSent(messageId)) return 'sent';
    // Unless Gmail was seen to keep our ids, a message that is not found may have been sent all the same.
    return !isYoung && (await this.keepsIds) === true ? this.withdraw(drafts) : 'unknown';
  }

  close(graceMs: number): Promise<void> {
    return this.calls.close(graceMs);
  }

  private async deliver(email: OutgoingEmail): Promise<SendReceipt> {
    const to = envelopeAddress(email.to.address);
    const draftId = await this.api.createDraft(composeMime(email), to);
    // Nobody waits for the answer any more: what is not sent yet stays unsent.
    if (this.calls.isCutOff) {
      await this.remove(draftId);
      throw new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'connect', message: 'This sender is closed.' });
    }
    try {
      const sentId = await this.api.sendDraft(draftId, to);
      this.keepsIds ??= this.findOut(sentId, email.messageId);
      return { providerMessageId: sentId, serverResponse: 'Sent by Gmail.' };
    } catch (error) {
      const failure = googleErrorOf(error, 'send', to);
      if (failure.kind === 'unknownOutcome') throw withDraft(failure, draftId);
      await this.remove(draftId);
      throw failure;
    }
  }

  private async findOut(sentId: string, messageId: string): Promise<boolean | null> {
    try {
      return await this.api.hasMessageId(sentId, messageId);
    } catch {
      this.keepsIds = null;
      return null;
    }
  }

  /** After it the drafts cannot be sent any more. A draft that is gone by now may have been sent. */
  private async withdraw(drafts: readonly string[]): Promise<Settlement> {
    try {
      for (const id of drafts) await this.api.deleteDraft(id);
      return 'notSent';
    } catch {
      return 'unknown';
    }
  }

  /** Of a message that was certainly not sent: a draft that stays is untidy, and nothing else. */
  private async remove(draftId: string): Promise<void> {
    await this.api.deleteDraft(draftId).catch(() => undefined);
  }

  private async reach(): Promise<Found> {
    const steps: CheckStep[] = [];
    try {
      await this.api.renewAccess();
      steps.push({
        name: 'login',
        ok: true,
        detail: this.config.consent ? 'Google gives access to the mailbox.' : 'Google gives the service account access to the mailbox.',
      });
      const address = await this.api.profile();
      if (this.config.consent && address.toLowerCase() !== this.config.mailbox.toLowerCase())
        throw refusedSignIn(
          `This sender sends from ${this.config.mailbox}, and ${address} signed in. Sign in with ${this.config.mailbox}.`,
        );
      return { steps: [...steps, { name: 'from', ok: true, detail: `Gmail sends as ${address}.` }] };
    } catch (error) {
      const failure = googleErrorOf(error, 'draft');
      const name = failure.kind === 'unavailable' ? 'connect' : steps.length === 0 ? 'login' : 'from';
      return failedAt(name, steps, failure);
    }
  }
}

interface Found {
  readonly steps: readonly CheckStep[];
  readonly failure?: ProviderError;
}

function failedAt(name: CheckStep['name'], before: readonly CheckStep[], failure: ProviderError): Found {
  return { steps: [...before, { name, ok: false, detail: failure.message }], failure };
}

function checkOf({ steps, failure }: Found, serverResponse: string | null = null): SenderCheck {
  return {
    ok: !failure,
    steps,
    serverResponse: failure ? failure.serverResponse : serverResponse,
    hint: failure?.kind === 'auth' ? hintOf(failure) : null,
    isRefused: failure?.kind === 'auth',
    supportsUtf8: null,
  };
}

function hintOf({ step }: ProviderError): string {
  return step === 'tls'
    ? 'Check the clock of this server, and whether a proxy in between is trusted.'
    : 'A change in Google Cloud or in the admin console may take some minutes, at most a day, until Google knows it everywhere.';
}

function withDraft(failure: ProviderError, draftId: string): ProviderError {
  const { kind, scope, step, message, serverResponse, responseCode, fingerprint, causeCode } = failure;
  return new ProviderError({
    kind,
    scope,
    step,
    message,
    serverResponse,
    responseCode,
    fingerprint,
    causeCode,
    providerMessageId: draftId,
  });
}
