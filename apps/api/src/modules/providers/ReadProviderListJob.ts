import { ProviderError } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import type { JobRequest } from '../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { ProviderLists } from './ProviderLists.js';
import { parseSenderType } from './senderConfig.js';
import { SenderPoolService, traitsOfBuild } from './SenderPoolService.js';
import { SenderRepository, type SenderRow } from './SenderRepository.js';

interface ReadProviderList {
  readonly workspaceId: string;
  readonly accountId: string;
}

const NAME = 'senders.readList';
/** Providers that mail certain addresses no more by themselves, and tell which. */
const KEEP_LISTS: readonly string[] = ['mailgun'];

export function keepsList(senderType: string): boolean {
  return KEEP_LISTS.includes(senderType);
}

/** One for each account waits at most; accounts are asked one after the other. */
export function readListOf({ workspaceId, accountId }: ReadProviderList): JobRequest<ReadProviderList> {
  return { name: NAME, payload: { workspaceId, accountId }, key: `${NAME}:${accountId}`, queue: NAME, maxAttempts: 5 };
}

/**
 * Stops mail to whom the provider of one account mails no more: it would take such messages over and drop them. No transaction is open
 * while the network is waited for.
 */
@JobHandlerProvider()
export class ReadProviderListJob implements JobHandler<ReadProviderList> {
  readonly name = NAME;
  readonly repeatable = 'An address that is suppressed for a reason stays so when the same reason is told again.';

  constructor(
    private readonly senders: SenderRepository,
    private readonly pool: SenderPoolService,
    private readonly lists: ProviderLists,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly logger: AppLogger,
  ) {}

  async handle({ workspaceId, accountId }: ReadProviderList, run: JobRun): Promise<void> {
    const ctx = jobContext(run.ctx.manager, workspaceId, NAME, run.requestId);
    const row = await this.senders.findById(ctx, accountId);
    if (!row || !keepsList(row.type)) return;
    try {
      await this.read(ctx, row, run.signal);
    } catch (error) {
      // A key that may only send tells nothing, and a provider out of reach is asked again tomorrow.
      if (!(error instanceof ProviderError)) throw error;
      this.logger.warn('senders.listNotRead', { accountId, kind: error.kind, status: error.responseCode });
    }
  }

  private async read(ctx: WorkspaceContext, { id, type, name }: SenderRow, signal: AbortSignal): Promise<void> {
    const provider = parseSenderType(type);
    const stored = await this.pool.read(ctx, id);
    const sender = this.pool.build(ctx.workspaceId, provider, stored.values, traitsOfBuild(stored));
    let added = 0;
    try {
      for await (const page of sender.suppressions?.() ?? []) {
        added += await this.lists.take(ctx, { provider, accountId: id }, page);
        if (signal.aborted) break;
      }
    } finally {
      await sender.close(0);
      if (added > 0)
        await this.unitOfWork.run(ctx, (ctx) =>
          this.audit.record(ctx, {
            action: 'sender.listRead',
            entity: ['sender', ctx.workspaceId],
            details: { account: name, count: added },
          }),
        );
    }
  }
}
