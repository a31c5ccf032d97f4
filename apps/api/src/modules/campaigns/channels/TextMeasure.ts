import { Injectable } from '@nestjs/common';
import { displayName, type TextSegments, textSegments } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SettingsService } from '../../settings/SettingsService.js';
import { TemplateRenderService } from '../../templates/TemplateRenderService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { ReasonTally } from '../approvals/audienceCounts.js';
import { type AudienceCount, AudienceRepository } from '../AudienceRepository.js';
import type { RenderContact } from '../../templates/public.js';
import { leftOutBy } from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import type { SkipReason } from '../RecipientDtos.js';
import type { TextCostDto } from '../ReviewDtos.js';
import type { Forecast } from './Channel.js';
import { textContext, textOf } from './textContext.js';

/** Of the first so many recipients: enough to know how long texts become, few enough for an answer at once. */
const SAMPLE = 200;

export interface MeasuredTexts {
  /** As it comes out for each of those that were looked at. */
  readonly texts: readonly { readonly body: string; readonly segments: TextSegments }[];
  /** Those whom it cannot be written for. They get none. */
  readonly leftOut: readonly LeftOut[];
  /** How many were looked at. */
  readonly people: number;
  /** The audience has no others. */
  readonly isWhole: boolean;
}

export interface LeftOut {
  readonly name: string;
  /** Null: another one, in `words`. */
  readonly reason: SkipReason | null;
  readonly words: string;
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
      const now = this.clock.now();
      const written = await Promise.all(
        [...contacts.values()].map((contact) =>
          compiled
            .render(textContext(workspace, contact, now))
            .then(textOf)
            .catch((error: unknown) => leftOutOf(contact, error)),
        ),
      );
      const bodies = contacts.size === 0 ? [campaign.text] : written.filter((one) => typeof one === 'string');
      return {
        texts: bodies.map((body) => ({ body, segments: textSegments(body) })),
        leftOut: written.filter((one) => typeof one !== 'string'),
        people: contacts.size,
        isWhole: members.length < SAMPLE,
      };
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  async forecast(ctx: WorkspaceContext, campaign: Campaign, messages: number): Promise<Forecast> {
    const measured = await this.measure(ctx, campaign);
    if (!measured) return { cost: null, leftOut: [] };
    return { cost: await this.costOf(ctx, measured, messages), leftOut: measured.isWhole ? countsOf(measured.leftOut) : [] };
  }

  private async costOf(ctx: WorkspaceContext, measured: MeasuredTexts, messages: number): Promise<TextCostDto | null> {
    if (measured.texts.length === 0) return null;
    const counts = measured.texts.map(({ segments }) => segments.count);
    // Whoever is left out costs nothing.
    const segments = Math.round((counts.reduce((sum, count) => sum + count, 0) / Math.max(measured.people, 1)) * messages);
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

/** What is wrong with the others is told when they fail. */
function countsOf(leftOut: readonly LeftOut[]): AudienceCount[] {
  const tally = new ReasonTally();
  for (const { reason } of leftOut) if (reason !== null) tally.add(reason);
  return tally.toCounts();
}

/** @throws the error itself, when it says nothing about this person: a renderer that is gone for a moment */
function leftOutOf(contact: RenderContact, error: unknown): LeftOut {
  if (!(error instanceof AppError) || error.status !== 422) throw error;
  const name = displayName({ ...contact, primaryEmail: contact.email, primaryPhone: contact.phone });
  return { name, reason: leftOutBy(error), words: error.message };
}
