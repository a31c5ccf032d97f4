import { Injectable } from '@nestjs/common';
import { isOpen, nextOpening } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { countSendable } from '../approvals/audienceCounts.js';
import { type AudienceCount, AudienceRepository } from '../AudienceRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { describeMoment, hoursOf } from '../campaignSchedule.js';
import { FrequencyCap } from '../FrequencyCap.js';
import { ChannelRegistry } from '../channels/ChannelRegistry.js';
import type { PreflightDto } from '../ReviewDtos.js';
import { TrackingChecks } from '../tracking/TrackingChecks.js';
import { VariantChecks } from './VariantChecks.js';
import type { ScheduleZones } from '../zones/RecipientClocks.js';
import { error, ok, warning } from './findings.js';
import { startOf } from './startOf.js';
import { zoneFindings } from './zoneFindings.js';

/** What would go wrong, found before the first message: what any campaign lacks, and what its channel finds in message and sender. */
@Injectable()
export class CampaignPreflight {
  constructor(
    private readonly channels: ChannelRegistry,
    private readonly audiences: AudienceRepository,
    private readonly frequency: FrequencyCap,
    private readonly variants: VariantChecks,
    private readonly tracking: TrackingChecks,
    private readonly clock: Clock,
  ) {}

  /** `counts`: who is in the audience, and `zones`: in which zones they are; found by the caller, who shows or needs them as well. */
  async check(
    ctx: WorkspaceContext,
    campaign: Campaign,
    { counts, zones }: { readonly counts: readonly AudienceCount[]; readonly zones: ScheduleZones | null },
    occasion: 'review' | 'launch',
  ): Promise<PreflightDto[]> {
    const { checks } = this.channels.of(campaign);
    const message = await checks.message(ctx, campaign);
    const findings = [
      ...message,
      ...(await this.variants.check(ctx, campaign, { known: message, sendable: countSendable(counts) })),
      ...(await this.tracking.check(ctx, campaign)),
      ...checkAudience(campaign, counts),
      ...(occasion === 'review' ? await this.checkFrequency(ctx, campaign) : []),
      ...this.checkSchedule(campaign, zones),
      ...(await checks.sender(ctx, campaign, occasion)),
    ];
    return findings.some(({ severity }) => severity === 'error') ? findings : [...findings, ok('campaign.ready', 'Ready to send.')];
  }

  /** They are left out one by one when it is sent; by then it may be long enough ago. */
  private async checkFrequency(ctx: WorkspaceContext, campaign: Campaign): Promise<PreflightDto[]> {
    const cap = await this.frequency.of(ctx);
    if (!cap || campaign.audience.listIds.length + campaign.audience.segmentIds.length === 0) return [];
    const count = await this.audiences.countCapped(ctx, campaign, cap);
    if (count === 0) return [];
    const people = count === 1 ? '1 of them has' : `${count} of them have`;
    const had = `${cap.messages} ${cap.messages === 1 ? 'message' : 'messages'} in the last ${cap.days === 1 ? 'day' : `${cap.days} days`}`;
    return [
      warning(
        'audience.frequency',
        `${people} had ${had}, as many as this workspace allows, and will be left out if that is still so.`,
        'audience',
      ),
    ];
  }

  private checkSchedule({ schedule, status }: Campaign, zones: ScheduleZones | null): PreflightDto[] {
    const now = this.clock.now();
    const found = zones ? zoneFindings(zones, { now, isWaiting: status === 'scheduled' || status === 'sending' }) : [];
    if (zones || status === 'scheduled' || status === 'sending') return found;
    const start = startOf(schedule, now);
    if (!start) return [error('schedule.noDates', 'This rule has no more dates. Choose another rule or a later end.', 'schedule')];
    if (schedule.kind === 'at' && start <= now)
      return [error('schedule.past', 'The scheduled time has passed. Choose a later one, or “now”.', 'schedule')];
    const hours = hoursOf(schedule);
    if (!hours || isOpen(hours, start)) return [];
    const first = describeMoment(nextOpening(hours, start), hours.timeZone);
    const begins = schedule.kind === 'now' ? 'Sent now, it would start' : 'It starts';
    return [warning('schedule.outsideHours', `${begins} outside its sending hours. The first messages go out on ${first}.`, 'schedule')];
  }
}

function checkAudience(campaign: Campaign, counts: readonly AudienceCount[]): PreflightDto[] {
  const { listIds, segmentIds } = campaign.audience;
  if (listIds.length + segmentIds.length === 0) return [error('audience.noList', 'Choose at least one list or segment.', 'audience')];
  const sendable = countSendable(counts);
  if (sendable > 0) return [ok('audience.fine', `${sendable} ${sendable === 1 ? 'person' : 'people'} will get this message.`)];
  return [
    error(
      'audience.empty',
      counts.length > 0 ? 'No contact of this audience can get this message.' : 'Nobody is in this audience.',
      'audience',
    ),
  ];
}
