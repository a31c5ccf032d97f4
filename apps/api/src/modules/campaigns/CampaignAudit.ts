import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { AuditAct } from '../../platform/audit/AuditWords.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { TopicService } from '../consent/TopicService.js';
import { SegmentService } from '../segments/SegmentService.js';
import { TemplateService } from '../templates/TemplateService.js';
import { AudienceRepository } from './AudienceRepository.js';
import type { CampaignDraft } from './CampaignRow.js';
import { describeSchedule } from './campaignSchedule.js';

interface Drafted {
  readonly before?: CampaignDraft;
  readonly after?: CampaignDraft;
  readonly details?: object;
}

/** What authors do, told with the names that templates and lists have at that moment: ids would tell a reader nothing. */
@Injectable()
export class CampaignAudit {
  constructor(
    private readonly audit: AuditTrail,
    private readonly audiences: AudienceRepository,
    private readonly templates: TemplateService,
    private readonly segments: SegmentService,
    private readonly topics: TopicService,
  ) {}

  async record(ctx: WorkspaceContext, action: AuditAct, id: string, { before, after, details }: Drafted): Promise<void> {
    const drafts = [before, after].filter((draft): draft is CampaignDraft => draft !== undefined);
    const lists = await this.audiences.listNames(
      ctx,
      drafts.flatMap(({ audience }) => [...audience.listIds, ...audience.excludeListIds]),
    );
    const segmentIds = drafts.flatMap(({ audience }) => [...audience.segmentIds, ...audience.excludeSegmentIds]);
    const segments = segmentIds.length > 0 ? await this.segments.namesOf(ctx, segmentIds) : new Map<string, string>();
    const templates = await this.templates.namesOf(
      ctx,
      drafts.flatMap(({ templateId }) => templateId ?? []),
    );
    const topics = await this.topics.namesOf(
      ctx,
      drafts.flatMap(({ audience }) => audience.topicId ?? []),
    );
    const states = {
      ...(before && { before: stateOf(before, { lists, segments, topics, templates }) }),
      ...(after && { after: stateOf(after, { lists, segments, topics, templates }) }),
    };
    await this.audit.record(ctx, { action, entity: ['campaign', id], ...states, ...(details && { details }) });
  }
}

type Names = Readonly<Record<'lists' | 'segments' | 'topics' | 'templates', ReadonlyMap<string, string>>>;

function stateOf(draft: CampaignDraft, { lists, segments, topics, templates }: Names): object {
  const { name, templateId, subject, text, fromName, fromEmail, replyTo, audience, schedule } = draft;
  const named = (ids: readonly string[]): string[] => ids.map((id) => lists.get(id) ?? 'a deleted list');
  const segmentsNamed = (ids: readonly string[]): string[] => ids.map((id) => segments.get(id) ?? 'a deleted segment');
  const { segmentIds, excludeSegmentIds, topicId } = audience;
  return {
    name,
    template: templateId === null ? null : (templates.get(templateId) ?? 'a deleted template'),
    subject,
    ...(audience.channel === 'text' && { text }),
    fromName,
    fromEmail,
    replyTo,
    lists: named(audience.listIds),
    excludedLists: named(audience.excludeListIds),
    ...(segmentIds.length + excludeSegmentIds.length > 0 && {
      segments: segmentsNamed(segmentIds),
      excludedSegments: segmentsNamed(excludeSegmentIds),
    }),
    ...(topicId !== null && { topic: topics.get(topicId) ?? 'a deleted topic' }),
    schedule: describeSchedule(schedule),
  };
}
