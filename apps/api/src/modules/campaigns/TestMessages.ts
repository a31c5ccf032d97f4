import { Injectable } from '@nestjs/common';
import type { MessageSender, OutgoingMessage } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { SenderPoolService } from '../providers/SenderPoolService.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Campaign } from './CampaignRow.js';
import type { CampaignTestDto } from './CampaignDtos.js';
import { asVariant, variantOf } from './abTests/AbTest.js';
import { CampaignMessages } from './CampaignMessages.js';
import { CampaignService } from './CampaignService.js';
import type { CampaignTestResultDto } from './ReviewDtos.js';

/** A test to oneself. Leaves no trace in the ledger. */
@Injectable()
export class TestMessages {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly messages: CampaignMessages,
    private readonly pool: SenderPoolService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async send(ctx: WorkspaceContext, id: string, input: CampaignTestDto): Promise<CampaignTestResultDto> {
    const campaign = ofVariant(await this.campaigns.require(ctx, id), input.variantId ?? null);
    const message = await this.messages.writeTest(ctx, campaign, input);
    const sender: MessageSender<OutgoingMessage> = (await this.pool.open(ctx, campaign.senderAccountId, campaign.type)).sender;
    await this.unitOfWork.markBegun(ctx);
    const check = await sender.sendTest(message);
    await this.audit.record(ctx, {
      action: 'campaign.testSent',
      entity: ['campaign', id],
      details: { to: input.to ?? input.phone, ok: check.ok },
    });
    return {
      ok: check.ok,
      steps: check.steps.map((step) => ({ ...step })),
      serverResponse: check.serverResponse,
      hint: check.hint,
      messageId: message.messageId,
    };
  }
}

/** @throws AppError when there is no such variant */
function ofVariant(campaign: Campaign, variantId: string | null): Campaign {
  if (variantId === null) return campaign;
  const variant = variantOf(campaign, variantId);
  if (!variant) throw notFound('variant');
  return asVariant(campaign, variant);
}
