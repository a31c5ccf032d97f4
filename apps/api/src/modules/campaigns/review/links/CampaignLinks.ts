import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../../platform/context/Context.js';
import { AppError } from '../../../../platform/http/AppError.js';
import { TemplateRenderService } from '../../../templates/TemplateRenderService.js';
import type { TemplateLink } from '../../../templates/public.js';
import { alternatives, asVariant } from '../../abTests/AbTest.js';
import { CampaignContent } from '../../CampaignContent.js';
import type { Campaign } from '../../CampaignRow.js';
import { CampaignService } from '../../CampaignService.js';
import { LinkChecker } from './LinkChecker.js';
import type { CampaignLinkDto, CampaignLinksDto } from './LinkDtos.js';
import { linksOfText } from './linksOfText.js';

const MOST = 20;

/**
 * Whether the links of a campaign can be opened. They are taken from the template, not from a message: so no address that belongs to one
 * recipient is ever asked, be it to unsubscribe, to count a click, or with a value of theirs in it.
 */
@Injectable()
export class CampaignLinks {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly content: CampaignContent,
    private readonly rendering: TemplateRenderService,
    private readonly checker: LinkChecker,
    private readonly config: AppConfig,
  ) {}

  /** Answers at once with what is known, and has the others asked. */
  async check(ctx: WorkspaceContext, id: string): Promise<CampaignLinksDto> {
    const campaign = await this.campaigns.require(ctx, id);
    if (!this.config.checksLinks) return { state: 'off', links: [], leftOut: 0 };
    const found = await this.find(ctx, campaign);
    const links = found.slice(0, MOST).map((link) => this.look(link));
    return {
      state: links.some(({ state }) => state === 'checking') ? 'checking' : 'done',
      links,
      leftOut: found.length - links.length,
    };
  }

  private async find(ctx: WorkspaceContext, campaign: Campaign): Promise<TemplateLink[]> {
    const versions = [campaign, ...alternatives(campaign).map((variant) => asVariant(campaign, variant))];
    const found = new Map<string, TemplateLink>();
    for (const version of versions)
      for (const link of await this.linksOf(ctx, version)) if (!found.has(link.url)) found.set(link.url, link);
    return [...found.values()];
  }

  private async linksOf(ctx: WorkspaceContext, campaign: Campaign): Promise<readonly TemplateLink[]> {
    if (campaign.type === 'text') return linksOfText(campaign.text ?? '');
    const version = await this.content.find(ctx, campaign);
    if (!version) return [];
    try {
      return (await this.rendering.compileVersion(ctx, version, campaign.subject, true)).document.links?.links ?? [];
    } catch (error) {
      // A template that cannot be rendered; the review says why.
      if (error instanceof AppError) return [];
      throw error;
    }
  }

  private look({ url, label, isPersonal }: TemplateLink): CampaignLinkDto {
    const common = { url, label };
    if (isPersonal) return { ...common, ...notAsked('Differs for each recipient, so it isn’t checked.') };
    if (this.isOwn(url)) return { ...common, ...notAsked('Leads to Rapport itself, so it isn’t checked.') };
    const { verdict, checkedAt } = this.checker.look(url);
    return {
      ...common,
      state: verdict?.state ?? 'checking',
      status: verdict?.status ?? null,
      message: verdict?.message ?? null,
      checkedAt: checkedAt === null ? null : new Date(checkedAt).toISOString(),
    };
  }

  /** Pages of ours do something: unsubscribe, confirm, count. */
  private isOwn(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { host, pathname } = new URL(url);
    return host === new URL(this.config.publicUrl).host && `${pathname}/`.startsWith(`${this.config.basePath}/`);
  }
}

function notAsked(message: string): Pick<CampaignLinkDto, 'state' | 'status' | 'message' | 'checkedAt'> {
  return { state: 'notAsked', status: null, message, checkedAt: null };
}
