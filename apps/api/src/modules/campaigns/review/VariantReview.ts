import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { asVariant, describeAbTest, type Variant } from '../abTests/AbTest.js';
import { inTestOf } from '../abTests/split.js';
import { CampaignContent } from '../CampaignContent.js';
import { CampaignMessages } from '../CampaignMessages.js';
import type { Campaign } from '../CampaignRow.js';
import type { ReviewAbTestDto, ReviewVariantDto } from '../ReviewDtos.js';

/** For each variant; the page shows up to five of them side by side. */
const RENDERS = 2;

/** What each variant says, beside the others, as its recipients would read it. */
@Injectable()
export class VariantReview {
  constructor(
    private readonly content: CampaignContent,
    private readonly messages: CampaignMessages,
  ) {}

  async present(ctx: WorkspaceContext, campaign: Campaign, sendable: number): Promise<ReviewAbTestDto | null> {
    const { abTest } = campaign;
    if (!abTest) return null;
    const inTest = inTestOf(abTest, sendable);
    const variants: ReviewVariantDto[] = [];
    for (const variant of abTest.variants) variants.push(await this.presentVariant(ctx, campaign, variant));
    return { text: describeAbTest(abTest), inTest, rest: sendable - inTest, variants };
  }

  private async presentVariant(ctx: WorkspaceContext, campaign: Campaign, variant: Variant): Promise<ReviewVariantDto> {
    const own = asVariant(campaign, variant);
    const version = await this.content.find(ctx, own);
    const { id, name } = variant;
    return {
      id,
      name,
      subject: own.subject ?? version?.subject ?? null,
      fromName: own.fromName,
      template: version && `${version.name}, version ${version.version}`,
      differsIn: [
        ...(variant.subject === null ? [] : ['subject']),
        ...(variant.fromName === null ? [] : ['fromName']),
        ...(variant.templateId === null ? [] : ['template']),
      ],
      renders: await this.messages.renderWorst(ctx, own, RENDERS),
    };
  }
}
