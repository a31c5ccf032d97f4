import type { CheckStep, SenderCheck, SendReceipt, SentReference, Settlement } from '../contracts/MessageSender.js';
import type { EmailSender, OutgoingEmail } from '../contracts/OutgoingEmail.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { CallsInFlight, type CallStanding } from '../http/CallsInFlight.js';
import { composeMime, envelopeAddress } from '../mime/composeMime.js';
import { CALLS_AT_ONCE, GraphCalls, type GraphMessage, type Microsoft365Options } from './GraphCalls.js';
import { hintOf, noAnswer, withDraft } from './graphErrors.js';
import type { Microsoft365Config } from './microsoft365Config.js';

/** A message that was handed over may still be on its way out of the drafts: until then a draft means nothing. */
const DRAFT_DELAY_MS = 10 * 60_000;
const MOST_LEFT_DRAFTS = 1000;

type UnderWay = { -readonly [K in keyof CallStanding]: CallStanding[K] };

/**
 * Creates a draft of the finished message, and sends that: until then nothing was sent, whatever breaks, and afterwards Microsoft 365 can
 * be asked about the draft.
 */
export class Microsoft365Sender implements EmailSender {
  readonly type = 'microsoft_365';
  readonly concurrency = CALLS_AT_ONCE;
  private readonly graph: GraphCalls;
  private readonly calls = new CallsInFlight('Microsoft 365');
  /** Drafts of messages that were not sent, and could not be deleted yet. */
  private readonly leftDrafts = new Set<string>();
  private lastSent: string | null = null;
  private keepsMessageIds = false;

  constructor(
    private readonly config: Microsoft365Config,
    options: Microsoft365Options = {},
  ) {
    this.graph = new GraphCalls(config, options);
  }

  send(email: OutgoingEmail): Promise<SendReceipt> {
    const underWay: UnderWay = { isHandedOver: false, providerMessageId: null };
    return this.calls.run(
      () => this.deliver(email, underWay),
      () => underWay,
    );
  }

  async verify(): Promise<SenderCheck> {
    return this.checkOf(await this.mailboxSteps());
  }

  async sendTest(email: OutgoingEmail): Promise<SenderCheck> {
    const found = await this.mailboxSteps();
    if (found.failure) return this.checkOf(found);
    try {
      const { serverResponse } = await this.send(email);
      return { ...this.checkOf({ ...found, steps: [...found.steps, passed('data', serverResponse)] }), serverResponse };
    } catch (error) {
      const failure = providerErrorOf(error);
      const step = { name: 'data', ok: false, detail: failure.serverResponse ?? failure.message } as const;
      return this.checkOf({ steps: [...found.steps, step], failure });
    }
  }

  async settle({ messageId, providerMessageId, handedAt, askedAt = new Date() }: SentReference): Promise<Settlement> {
    const isYoung = handedAt !== null && askedAt.getTime() - new Date(handedAt).getTime() < DRAFT_DELAY_MS;
    const known = providerMessageId === null ? null : await this.graph.find(providerMessageId);
    if (known) return known.isDraft ? this.settleDrafts([known], isYoung) : 'sent';
    // The id of a draft may end when it is sent; our Message-ID finds it then.
    const found = await this.graph.findAll(messageId);
    if (found.some(({ isDraft }) => !isDraft)) return 'sent';
    // A draft that is gone was sent, or deleted by a person.
    if (providerMessageId !== null || isYoung || !(await this.wouldBeFound())) return 'unknown';
    return this.settleDrafts(found, isYoung);
  }

  close(graceMs: number): Promise<void> {
    return this.calls.close(graceMs);
  }

  private async deliver(email: OutgoingEmail, underWay: UnderWay): Promise<SendReceipt> {
    const to = envelopeAddress(email.to.address);
    const mime = composeMime(email);
    await this.deleteOneLeft();
    const draft = await this.graph.createDraft(mime, to);
    underWay.providerMessageId = draft;
    try {
      if (this.calls.isCutOff) throw closed();
      underWay.isHandedOver = true;
      await this.graph.sendDraft(draft, to);
    } catch (error) {
      const failure = providerErrorOf(error);
      if (failure.kind === 'unknownOutcome') throw withDraft(failure, draft);
      await this.discard(draft);
      throw failure;
    }
    this.lastSent = email.messageId;
    return { providerMessageId: draft, serverResponse: 'Accepted.' };
  }

  /** Deleted first, so that nobody sends them by hand. */
  private async settleDrafts(drafts: readonly GraphMessage[], isYoung: boolean): Promise<Settlement> {
    if (isYoung) return 'unknown';
    for (const { id } of drafts) if ((await this.graph.deleteDraft(id)) !== 'deleted') return 'unknown';
    return 'notSent';
  }

  /** Whether Microsoft 365 keeps our Message-IDs, by the last message that was certainly sent. Otherwise its silence means nothing. */
  private async wouldBeFound(): Promise<boolean> {
    if (!this.keepsMessageIds && this.lastSent !== null) {
      const found = await this.graph.findAll(this.lastSent);
      this.keepsMessageIds = found.some(({ isDraft }) => !isDraft);
    }
    return this.keepsMessageIds;
  }

  private async discard(draft: string): Promise<void> {
    try {
      if ((await this.graph.deleteDraft(draft)) !== 'kept') return;
    } catch {
      // Tried again before a later message.
    }
    if (this.leftDrafts.size < MOST_LEFT_DRAFTS) this.leftDrafts.add(draft);
  }

  private async deleteOneLeft(): Promise<void> {
    const [draft] = this.leftDrafts;
    if (draft === undefined) return;
    this.leftDrafts.delete(draft);
    await this.discard(draft);
  }

  private async mailboxSteps(): Promise<Found> {
    const steps: CheckStep[] = [];
    try {
      await this.graph.signIn();
      steps.push(passed('login', 'The app signed in.'));
      await this.graph.reachMailbox();
      const detail = `The app can use ${this.config.mailbox}. Whether it may also send shows with a test message.`;
      return { steps: [...steps, passed('from', detail)], failure: null };
    } catch (error) {
      const failure = providerErrorOf(error);
      const name = failure.kind === 'unavailable' ? 'connect' : steps.length === 0 ? 'login' : 'from';
      return { steps: [...steps, { name, ok: false, detail: failure.message }], failure };
    }
  }

  private checkOf({ steps, failure }: Found): SenderCheck {
    return {
      ok: failure === null,
      steps,
      serverResponse: failure?.serverResponse ?? null,
      hint: failure ? hintOf(failure) : null,
      isRefused: failure?.kind === 'auth',
      supportsUtf8: null,
    };
  }
}

interface Found {
  readonly steps: readonly CheckStep[];
  readonly failure: ProviderError | null;
}

function passed(name: CheckStep['name'], detail: string): CheckStep {
  return { name, ok: true, detail };
}

function closed(): ProviderError {
  return new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'connect', message: 'This sender is closed.' });
}

function providerErrorOf(error: unknown): ProviderError {
  return error instanceof ProviderError ? error : noAnswer(error, 'send');
}
