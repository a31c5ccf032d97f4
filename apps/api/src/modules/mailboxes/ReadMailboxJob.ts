import { createHash } from 'node:crypto';
import { ProviderError } from '@rapport/providers';
import { jobContext } from '../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { Clock } from '../../platform/time/Clock.js';
import { InboundReader } from './InboundReader.js';
import { InboundRecorder } from './InboundRecorder.js';
import { MailboxAccess } from './MailboxAccess.js';
import { reasonOf } from './mailboxErrors.js';
import { MailboxRepository, type MailboxRow } from './MailboxRepository.js';

export const READ_MAILBOX_JOB = 'mailboxes.read';

export interface ReadMailbox {
  readonly mailboxId: string;
}

const MINUTE_MS = 60_000;
const EVERY_MS = 2 * MINUTE_MS;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;
/** Messages of one transaction, and pages of one run: others wait. */
const PAGE = 20;
const MOST_PAGES = 25;
const LANES = 4;

/** A server that does not answer holds up its lane for a minute or two, once in an hour at last. */
export function laneOf(mailboxId: string): string {
  return `${READ_MAILBOX_JOB}:${(createHash('sha256').update(mailboxId).digest()[0] ?? 0) % LANES}`;
}

/** After the n-th failure in a row. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, MINUTE_MS * 2 ** Math.min(failures, 10));
}

/** Reads one mailbox on from where it was left. No transaction is open while the network is waited for. */
@JobHandlerProvider()
export class ReadMailboxJob implements JobHandler<ReadMailbox> {
  readonly name = READ_MAILBOX_JOB;
  readonly repeatable =
    'What a page changes is committed with the place after it, and a message that was recorded is known by its digest, so reading it again changes nothing.';

  constructor(
    private readonly mailboxes: MailboxRepository,
    private readonly access: MailboxAccess,
    private readonly reader: InboundReader,
    private readonly recorder: InboundRecorder,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  async handle({ mailboxId }: ReadMailbox, { ctx, requestId, signal }: JobRun): Promise<void> {
    const row = await this.mailboxes.findAnywhere(ctx, mailboxId);
    if (!row || row.state === 'paused') return;
    const own = jobContext(ctx.manager, row.workspaceId, this.name, requestId);
    try {
      const isDone = await this.read(own, row, signal);
      await this.mailboxes.readAgainAt(own, row, this.after(isDone ? EVERY_MS : 0));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      this.logger.warn('mailbox.notRead', { mailboxId, step: error.step, kind: error.kind });
      // Who asks to wait longer is waited for.
      const pause = Math.max(pauseAfter(row.failures + 1), error.retryAfterMs ?? 0);
      await this.mailboxes.fail(own, row, reasonOf(error), this.after(0), this.after(pause));
    }
  }

  /** Whether everything was read. */
  private async read(ctx: WorkspaceContext, row: MailboxRow, signal: AbortSignal): Promise<boolean> {
    const mailbox = await this.access.open(ctx, row);
    let { place } = row;
    for (let pages = 0; pages < MOST_PAGES && !signal.aborted; pages += 1) {
      const page = await mailbox.readSince(place, PAGE);
      if (
        !(await this.recorder.record(ctx, row, {
          messages: await this.reader.readAll(ctx, mailbox, page),
          from: place,
          place: page.cursor,
        }))
      )
        return true;
      if (!page.hasMore) return true;
      place = page.cursor;
    }
    return false;
  }

  private after(ms: number): string {
    return new Date(this.clock.now().getTime() + ms).toISOString();
  }
}
