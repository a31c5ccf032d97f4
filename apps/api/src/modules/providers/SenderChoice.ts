import { Injectable } from '@nestjs/common';
import { descriptorOf } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { SenderAccountService } from './SenderAccountService.js';
import type { SenderDto } from './SenderDtos.js';
import { parseSenderType } from './senderConfig.js';
import { senderIsForTexts } from './senderErrors.js';
import { SenderRepository } from './SenderRepository.js';

/** Which account is in use. */
@Injectable()
export class SenderChoice {
  constructor(
    private readonly senders: SenderRepository,
    private readonly accounts: SenderAccountService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Campaigns that are on their way keep the account they were begun with; what was approved for another one has to be approved again. */
  async activate(ctx: WorkspaceContext, id: string): Promise<SenderDto> {
    const row = await this.accounts.require(ctx, id);
    if (descriptorOf(parseSenderType(row.type)).channel === 'text') throw senderIsForTexts();
    await this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.senders.find(ctx);
      if (before?.id === id) return;
      await this.senders.activate(ctx, id, row.type, nowIso(this.clock));
      await this.audit.record(ctx, {
        action: 'sender.activated',
        entity: ['sender', ctx.workspaceId],
        before: { account: before?.name ?? null },
        after: { account: row.name },
      });
    });
    return this.accounts.present(ctx, row);
  }
}
