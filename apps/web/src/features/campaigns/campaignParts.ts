import type { ConflictPart } from '../../shared/conflict/conflictParts';
import { shownTimeZone } from '../../shared/format/format';
import type { CampaignDraft } from './campaignQueries';
import { describeSchedule, hoursWords, limitWords } from './scheduleWords';
import { trackingWords } from './trackingWords';
import { testWords } from './variantWords';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface CampaignNames {
  readonly lists: readonly Named[];
  readonly segments: readonly Named[];
  readonly templates: readonly Named[];
  readonly topics: readonly Named[];
}

/** What two people can both change in a draft, as it is read. */
export function campaignParts({ lists, segments, templates, topics }: CampaignNames): ConflictPart<CampaignDraft>[] {
  const of = (known: readonly Named[], ids: readonly string[]) =>
    ids.map((id) => known.find((one) => one.id === id)?.name ?? 'Deleted').join(', ');
  const audience = ({ listIds, excludeListIds, segmentIds, excludeSegmentIds, topicId }: CampaignDraft['audience']) =>
    [
      ['Lists', of(lists, listIds)],
      ['Segments', of(segments, segmentIds)],
      ['Not on lists', of(lists, excludeListIds)],
      ['Not in segments', of(segments, excludeSegmentIds)],
      ['Topic', topicId === null ? '' : of(topics, [topicId])],
    ]
      .filter(([, names]) => names !== '')
      .map(([label, names]) => `${label}: ${names}`)
      .join('\n');
  return [
    { name: 'name', label: 'Campaign name' },
    { name: 'audience', label: 'Audience', show: (values) => audience(values.audience) },
    { name: 'templateId', label: 'Template', show: ({ templateId }) => (templateId === null ? '' : of(templates, [templateId])) },
    { name: 'subject', label: 'Subject' },
    { name: 'text', label: 'Text' },
    { name: 'fromName', label: 'Sender name' },
    { name: 'fromEmail', label: 'Sender address' },
    { name: 'replyTo', label: 'Reply-to address' },
    { name: 'schedule', label: 'Schedule', show: ({ schedule }) => scheduleWords(schedule) },
    { name: 'tracking', label: 'Tracking', show: ({ tracking }) => trackingWords(tracking) },
    { name: 'abTest', label: 'Test of variants', show: ({ abTest }) => testWords(abTest) },
  ];
}

function scheduleWords(schedule: CampaignDraft['schedule']): string {
  const hours = hoursWords(schedule);
  return [describeSchedule(schedule, shownTimeZone(), new Date())?.start, hours && `Sending hours: ${hours}`, limitWords(schedule)]
    .filter(Boolean)
    .join('\n');
}
