import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { senderIsActive, senderIsUsed } from './senderErrors.js';
import { SenderPoolService } from './SenderPoolService.js';
import { SenderRepository } from './SenderRepository.js';
import { SenderSecrets } from './SenderSecrets.js';
import { SenderUseService } from './SenderUseService.js';

/** What else goes with an account, inside the unit of work that deletes it. */
export type WithAccount = (ctx: WorkspaceContext, accountId: string) => Promise<void>;

/** How an account goes. */
@Injectable()
export class SenderRemoval {
  private readonly others: WithAccount[] = [];

  constructor(
    private readonly senders: SenderRepository,
    private readonly secrets: SenderSecrets,
    private readonly uses: SenderUseService,
    private readonly pool: SenderPoolService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** For modules that keep something for an account. Call it when the module starts. */
  register(other: WithAccount): void {
    this.others.push(other);
  }

  /** With its secrets. Refused for the active one, and while a campaign is on its way through it. */
  delete(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.senders.findById(ctx, id);
      if (!row) throw notFound('sender');
      await this.senders.lock(ctx, id);
      const campaigns = (await this.uses.count(ctx)).get(id) ?? 0;
      if (campaigns > 0) throw senderIsUsed(campaigns);
      for (const remove of this.others) await remove(ctx, id);
      if (!(await this.senders.delete(ctx, id))) throw senderIsActive();
      await this.secrets.remove(ctx, id);
      await this.audit.record(ctx, { action: 'sender.deleted', entity: ['sender', ctx.workspaceId], details: { account: row.name } });
      afterCommit(ctx.manager, () => this.pool.forget(id));
    });
  }
}
