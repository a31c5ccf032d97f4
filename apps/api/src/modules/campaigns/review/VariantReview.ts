import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { asVariant, describeAbTest, type Variant, waitWords } from '../abTests/AbTest.js';
import { inTestOf } from '../abTests/split.js';
import { CampaignContent } from '../CampaignContent.js';
import { describeMoment } from '../campaignSchedule.js';
import { CampaignMessages } from '../CampaignMessages.js';
import type { Campaign } from '../CampaignRow.js';
import type { ReviewAbTestDto, ReviewVariantDto, ReviewZonesDto } from '../ReviewDtos.js';

/** For each variant; the page shows up to five of them side by side. */
const RENDERS = 2;

/** What each variant says, beside the others, as its recipients would read it. */
@Injectable()
export class VariantReview {
  constructor(
    private readonly content: CampaignContent,
    private readonly messages: CampaignMessages,
  ) {}

  /** `zones`: when it reaches whom, where each recipient's time zone counts. */
  async present(
    ctx: WorkspaceContext,
    campaign: Campaign,
    sendable: number,
    zones: ReviewZonesDto | null,
  ): Promise<ReviewAbTestDto | null> {
    const { abTest } = campaign;
    if (!abTest) return null;
    const inTest = inTestOf(abTest, sendable);
    const variants: ReviewVariantDto[] = [];
    for (const variant of abTest.variants) variants.push(await this.presentVariant(ctx, campaign, variant));
    const decision = zones && inTest < sendable ? decisionByZone(campaign, new Date(zones.last)) : null;
    return { text: describeAbTest(abTest), inTest, rest: sendable - inTest, decision, variants };
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

/** `last`: when the last of the audience would get it; where nobody of the test lives so far west, it is decided sooner. */
function decisionByZone({ abTest, schedule }: Campaign, last: Date): string | null {
  if (!abTest?.sample) return null;
  const { waitMinutes } = abTest.sample;
  const [zone, decided] = [schedule.timeZone ?? 'UTC', new Date(last.getTime() + waitMinutes * 60_000)];
  const rest = schedule.hours ? 'in its sending hours after that' : 'at its own time, or at once where that has passed by then';
  return `The test goes out at each recipient’s own time, the last of it by ${describeMoment(last, zone)}. It is decided ${waitWords(waitMinutes)} after that, by ${describeMoment(decided, zone)}. The rest gets it ${rest}.`;
}
