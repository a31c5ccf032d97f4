import { Injectable } from '@nestjs/common';
import { type TextSegments, textSegments } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SettingsService } from '../../settings/SettingsService.js';
import { TemplateRenderService } from '../../templates/TemplateRenderService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { AudienceRepository } from '../AudienceRepository.js';
import type { Campaign } from '../CampaignRow.js';
import type { TextCostDto } from '../ReviewDtos.js';
import { textContext, textOf } from './textContext.js';

/** Of the first so many recipients: enough to know how long texts become, few enough for an answer at once. */
const SAMPLE = 200;

export interface MeasuredTexts {
  /** As it comes out for each of those that were looked at. */
  readonly texts: readonly { readonly body: string; readonly segments: TextSegments }[];
  /** For how many of them it could not be written, and why for the first. */
  readonly failed: number;
  readonly reason: string | null;
}

/** How long the texts of a campaign become, and what they cost: measured on its first recipients. */
@Injectable()
export class TextMeasure {
  constructor(
    private readonly audiences: AudienceRepository,
    private readonly rendering: TemplateRenderService,
    private readonly workspaces: WorkspaceService,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** Without recipients, the text as it is written. Null: there is none, or it cannot be read. */
  async measure(ctx: WorkspaceContext, campaign: Campaign): Promise<MeasuredTexts | null> {
    if (campaign.text === null) return null;
    try {
      const compiled = await this.rendering.compileText(ctx, campaign.text);
      const members = await this.audiences.listMembers(ctx, campaign.audience, null, SAMPLE);
      const ids = members.flatMap(({ skipReason, contactId }) => (skipReason === null ? [contactId] : []));
      const contacts = await this.audiences.loadContacts(ctx, ids, compiled.usesCustomFields);
      const workspace = await this.workspaces.require(ctx);
      const written = await Promise.allSettled(
        [...contacts.values()].map(async (contact) => textOf(await compiled.render(textContext(workspace, contact, this.clock.now())))),
      );
      const bodies = contacts.size === 0 ? [campaign.text] : written.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const reasons = written.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
      const [first] = reasons;
      return {
        texts: bodies.map((body) => ({ body, segments: textSegments(body) })),
        failed: reasons.length,
        reason: first === undefined ? null : first instanceof Error ? first.message : String(first),
      };
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  async cost(ctx: WorkspaceContext, campaign: Campaign, messages: number): Promise<TextCostDto | null> {
    const measured = await this.measure(ctx, campaign);
    if (!measured || measured.texts.length === 0) return null;
    const counts = measured.texts.map(({ segments }) => segments.count);
    const segments = Math.round((counts.reduce((sum, count) => sum + count, 0) / counts.length) * messages);
    const values = await this.settings.valuesInWorkspace(ctx);
    const price = Number(values.get('textPrice') ?? 0);
    return {
      segmentsAtMost: Math.max(...counts),
      segments,
      price: price === 0 ? null : price,
      total: price === 0 ? null : Math.round(price * segments * 10_000) / 10_000,
      currency: values.get('textCurrency') ?? 'USD',
    };
  }
}
