import { Injectable } from '@nestjs/common';
import { isTimeOfDay, isTimeZone, isWallTime, orderedDays, readRecurrence, type SendingHours, writeRecurrence } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { TopicService } from '../consent/TopicService.js';
import { SegmentService } from '../segments/SegmentService.js';
import { TemplateService } from '../templates/TemplateService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { AbTestReader } from './abTests/AbTestReader.js';
import { AudienceRepository } from './AudienceRepository.js';
import type { CampaignDraftDto, ScheduleDto, SendingHoursDto } from './CampaignDtos.js';
import {
  badHeaderText,
  badSchedule,
  notOfThisChannel,
  unknownList,
  unknownSegment,
  unknownTemplate,
  unknownTopic,
} from './campaignErrors.js';
import { type CampaignDraft, type ChannelName, NOBODY } from './CampaignRow.js';
import type { CampaignSchedule, RecipientZones, SendingPace } from './campaignSchedule.js';
import { ChannelRegistry } from './channels/ChannelRegistry.js';
import { AS_THE_WORKSPACE } from './tracking/Tracking.js';
import { RecipientClocks } from './zones/RecipientClocks.js';

/**
 * Puts what was typed over what was there, after checking that lists, templates and times exist.
 * More than six dependencies: each knows whether one thing that a draft names exists.
 */
@Injectable()
export class CampaignDraftReader {
  constructor(
    private readonly audiences: AudienceRepository,
    private readonly segments: SegmentService,
    private readonly topics: TopicService,
    private readonly templates: TemplateService,
    private readonly channels: ChannelRegistry,
    private readonly workspaces: WorkspaceService,
    private readonly abTests: AbTestReader,
    private readonly clocks: RecipientClocks,
  ) {}

  /** What a new campaign begins with. */
  async blank(ctx: WorkspaceContext, name: string, channel: ChannelName): Promise<CampaignDraft> {
    const { defaultFromName, defaultFromEmail, defaultReplyTo } = await this.workspaces.require(ctx);
    // A text comes from the number of its account.
    const sender =
      channel === 'email'
        ? { fromName: defaultFromName, fromEmail: defaultFromEmail, replyTo: defaultReplyTo }
        : { fromName: null, fromEmail: null, replyTo: null };
    return {
      name,
      templateId: null,
      subject: null,
      text: null,
      ...sender,
      audience: { channel, ...NOBODY },
      schedule: { kind: 'now' },
      tracking: AS_THE_WORKSPACE,
      abTest: null,
    };
  }

  async read(ctx: WorkspaceContext, before: CampaignDraft, input: CampaignDraftDto & { name?: string }): Promise<CampaignDraft> {
    if (input.audience) await this.requireLists(ctx, [...input.audience.listIds, ...input.audience.excludeListIds]);
    if (input.audience) await this.requireSegments(ctx, [...input.audience.segmentIds, ...input.audience.excludeSegmentIds]);
    if (input.audience?.topicId && input.audience.topicId !== before.audience.topicId) await this.requireTopic(ctx, input.audience.topicId);
    if (input.templateId) await this.requireTemplate(ctx, input.templateId);
    const { oneLine, foreign } = this.channels.of({ type: before.audience.channel }).limits;
    for (const field of foreign) if (isWritten(input[field])) throw notOfThisChannel(field, before.audience.channel);
    for (const field of ['name', ...oneLine] as const) if (/[\r\n]/.test(input[field] ?? '')) throw badHeaderText(field);
    for (const [position, { templateId }] of (input.abTest?.variants ?? []).entries())
      if (templateId) await this.requireTemplate(ctx, templateId, `abTest.variants.${position}.templateId`);
    const draft: CampaignDraft = {
      name: input.name ?? before.name,
      templateId: given(input.templateId, before.templateId),
      subject: blankToNull(given(input.subject, before.subject)),
      text: blankToNull(given(input.text, before.text)),
      fromName: blankToNull(given(input.fromName, before.fromName)),
      fromEmail: blankToNull(given(input.fromEmail, before.fromEmail)),
      replyTo: blankToNull(given(input.replyTo, before.replyTo)),
      audience: input.audience
        ? {
            channel: before.audience.channel,
            listIds: [...new Set(input.audience.listIds)],
            excludeListIds: [...new Set(input.audience.excludeListIds)],
            segmentIds: [...new Set(input.audience.segmentIds)],
            excludeSegmentIds: [...new Set(input.audience.excludeSegmentIds)],
            topicId: given(input.audience.topicId, before.audience.topicId),
          }
        : before.audience,
      schedule: input.schedule ? readSchedule(input.schedule) : before.schedule,
      tracking: input.tracking
        ? { ...AS_THE_WORKSPACE, ...input.tracking, utmCampaign: blankToNull(input.tracking.utmCampaign ?? null) }
        : before.tracking,
      abTest: input.abTest === undefined ? before.abTest : this.abTests.read(input.abTest, before.abTest),
    };
    if (input.schedule) await this.clocks.requireField(ctx, draft.schedule);
    if (input.abTest !== undefined || input.tracking !== undefined || input.schedule !== undefined)
      await this.abTests.requirePossible(ctx, draft);
    return draft;
  }

  private async requireLists(ctx: WorkspaceContext, ids: readonly string[]): Promise<void> {
    const unique = [...new Set(ids)];
    if ((await this.audiences.listNames(ctx, unique)).size !== unique.length) throw unknownList();
  }

  /** Held until the campaign is stored: a segment that is used is not deleted. */
  private async requireSegments(ctx: WorkspaceContext, ids: readonly string[]): Promise<void> {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return;
    await this.segments.lock(ctx);
    if ((await this.segments.namesOf(ctx, unique)).size !== unique.length) throw unknownSegment();
  }

  private async requireTopic(ctx: WorkspaceContext, id: string): Promise<void> {
    if (!(await this.topics.listOpen(ctx)).some((topic) => topic.id === id)) throw unknownTopic();
  }

  private async requireTemplate(ctx: WorkspaceContext, id: string, field?: string): Promise<void> {
    try {
      await this.templates.requireCurrentVersion(ctx, id);
    } catch (error) {
      if (error instanceof AppError && error.status === 404) throw unknownTemplate(field);
      throw error;
    }
  }
}

function readSchedule({
  kind,
  localTime,
  timeZone,
  rule,
  weekends = 'send',
  onlyNew = false,
  hours,
  perHour,
  zones = 'campaign',
  zoneField,
}: ScheduleDto): CampaignSchedule {
  const byZone = zones === 'recipient' ? readZones(kind, zoneField, hours) : {};
  const pace: SendingPace = { ...(hours ? { hours: readHours(hours) } : {}), ...(perHour === undefined ? {} : { perHour }) };
  if (kind === 'now') return { kind, ...(hours ? { timeZone: readZone(timeZone) } : {}), ...pace, ...byZone };
  if (!localTime || !isWallTime(localTime)) throw badSchedule('localTime', 'Give the start as date and time, such as 2026-11-24T09:00.');
  const where = { localTime, timeZone: readZone(timeZone), ...pace };
  if (kind === 'at') return { kind, ...where, ...byZone };
  const recurrence = readRecurrence(rule ?? '');
  if (!recurrence) throw badSchedule('rule', 'Choose how often it repeats, such as FREQ=WEEKLY;BYDAY=MO for every Monday.');
  return { kind, rule: writeRecurrence(recurrence), weekends, onlyNew, ...where, ...byZone };
}

function readZone(timeZone: string | undefined): string {
  if (!timeZone || !isTimeZone(timeZone)) throw badSchedule('timeZone', 'Choose a time zone from the list, such as Europe/Berlin.');
  return timeZone;
}

function readZones(kind: ScheduleDto['kind'], zoneField: string | undefined, hours: SendingHoursDto | undefined): RecipientZones {
  if (kind === 'now' && !hours)
    throw badSchedule('zones', 'Recipients’ time zones need a start at a time or sending hours. Add one, or send it in one time zone.');
  if (!zoneField) throw badSchedule('zoneField', 'Choose the custom field that holds each contact’s time zone.');
  return { zones: 'recipient', zoneField };
}

function readHours({ days, from, until }: SendingHoursDto): SendingHours {
  if (days.length === 0) throw badSchedule('hours.days', 'Choose at least one day, or remove the sending hours.');
  for (const [field, time] of [['hours.from', from] as const, ['hours.until', until] as const])
    if (!isTimeOfDay(time)) throw badSchedule(field, 'Give a time of day from 00:00 to 23:59, such as 09:00. Midnight is 00:00.');
  if (from === until) throw badSchedule('hours.until', 'The end must differ from the start. To send all day, remove the sending hours.');
  return { days: orderedDays(days), from, until };
}

function given<T>(value: T | undefined, before: T): T {
  return value === undefined ? before : value;
}

/** Choices that are left to the workspace say nothing. */
function isWritten(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isWritten);
  return value !== undefined && value !== null && value !== '';
}

function blankToNull(value: string | null): string | null {
  return value?.trim() ? value : null;
}
