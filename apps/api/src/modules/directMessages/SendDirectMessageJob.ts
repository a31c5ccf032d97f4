import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { Clock } from '../../platform/time/Clock.js';
import { DirectInquiry } from './DirectInquiry.js';
import { type DirectMessage, DirectMessageRepository } from './DirectMessageRepository.js';
import { DirectOutcomes } from './DirectOutcomes.js';
import { DirectQueue, SEND_DIRECT_JOB, type SendDirect } from './DirectQueue.js';
import { DirectSending } from './DirectSending.js';

/** The clock that woke the job may be so much ahead of ours. */
const SKEW_MS = 2_000;

const UNANSWERED = {
  code: 'unanswered',
  message: 'It was handed to the sender, and the answer was lost. It may have been sent.',
};

/** What is due about one message: to send it, to say that no answer came, to ask what became of it. */
@JobHandlerProvider()
export class SendDirectMessageJob implements JobHandler<SendDirect> {
  readonly name = SEND_DIRECT_JOB;
  readonly repeatable =
    'Each move of a message is one conditional update that is committed before anything goes to the network, so a second run finds what the first one left.';

  constructor(
    private readonly messages: DirectMessageRepository,
    private readonly sending: DirectSending,
    private readonly outcomes: DirectOutcomes,
    private readonly inquiry: DirectInquiry,
    private readonly queue: DirectQueue,
    private readonly clock: Clock,
  ) {}

  async handle({ messageId }: SendDirect, { ctx, requestId, signal }: JobRun): Promise<void> {
    const message = await this.messages.findAnywhere(ctx, messageId);
    if (!message || !['queued', 'sending', 'uncertain'].includes(message.state)) return;
    const own = jobContext(ctx.manager, message.workspaceId, this.name, requestId);
    const dueAt = new Date(message.dueAt);
    if (dueAt.getTime() > this.clock.now().getTime() + SKEW_MS || signal.aborted) return this.queue.enqueue(own, messageId, dueAt);
    await this.act(own, message);
  }

  private async act(ctx: WorkspaceContext, message: DirectMessage): Promise<void> {
    switch (message.state) {
      case 'queued':
        return this.sending.send(ctx, message);
      case 'sending':
        return this.outcomes.settle(ctx, message, message.attemptId ?? '', { kind: 'uncertain', ...UNANSWERED, providerMessageId: null });
      case 'uncertain':
        return this.inquiry.ask(ctx, message);
      default:
    }
  }
}
