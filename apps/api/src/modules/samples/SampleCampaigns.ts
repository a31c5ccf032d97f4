import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { CampaignHistoryService } from '../campaigns/CampaignHistoryService.js';
import type { PastCampaign } from '../campaigns/public.js';
import { TemplateService } from '../templates/TemplateService.js';
import { NEWSLETTER, type SampleLists } from './SamplePeople.js';
import { answersAmong, SampleAnswers, type SampleReplies } from './SampleAnswers.js';
import type { SampleMoment } from './SampleMoment.js';
import { type SampleReception, sampleReports } from './sampleReports.js';
import { sampleTemplates, type SampleTemplateName } from './sampleTemplates.js';
import { daysAgo, minutesAfter, workingMorning } from './sampleTimes.js';

interface SampleCampaign {
  readonly name: string;
  readonly template: SampleTemplateName;
  readonly to: readonly (keyof SampleLists)[];
  readonly except?: readonly (keyof SampleLists)[];
}

interface SentCampaign extends SampleCampaign {
  readonly daysAgo: number;
  readonly requestNotes: string;
  readonly approvalNotes: string | null;
  readonly replies: SampleReplies;
  readonly reception: SampleReception;
}

const HOUR = 60;
const LINK = 'https://www.kitestudio.example';

const SENT: readonly SentCampaign[] = [
  {
    name: 'Open studio evening',
    template: 'Open studio evening',
    to: [NEWSLETTER],
    daysAgo: 24,
    requestNotes: 'The caterer needs the number of guests a week before.',
    approvalNotes: null,
    replies: {
      subject: 'Come and see how it is made',
      words: [
        'I will be there, with a colleague. Is that fine?',
        'I am away that week. Will there be another one?',
        'Is there parking nearby?',
      ],
    },
    reception: { bounced: 0.05, opened: 0.58, clicked: 0.34, replied: 0.05, unsubscribed: 0.06, link: `${LINK}/open-studio` },
  },
  {
    name: 'Autumn product news',
    template: 'Autumn product news',
    to: [NEWSLETTER],
    daysAgo: 11,
    requestNotes: 'Checked with support: all three changes are live.',
    approvalNotes: 'Reads well. The date in the second paragraph is fixed.',
    replies: {
      subject: 'What is new this autumn',
      words: [
        'The new filters save us an hour a week. Thank you.',
        'When does it reach the Business plan?',
        'The second link does not open here. Is it only me?',
      ],
    },
    reception: { bounced: 0.035, opened: 0.51, clicked: 0.29, replied: 0.03, unsubscribed: 0.09, complainant: 61, link: `${LINK}/autumn` },
  },
  {
    name: 'Customer survey',
    template: 'Customer survey',
    to: ['Customers'],
    daysAgo: 2,
    requestNotes: 'Five questions, as agreed.',
    approvalNotes: 'Good. Short is better.',
    replies: {
      subject: 'Five questions, two minutes',
      words: [
        'Done. One wish: an export of the notes as PDF.',
        'Thank you for asking. Could you call me next week about two more seats?',
        'We are very happy with it. Please send the invoice to accounting from now on.',
        'I am glad to give a reference. Just tell me when.',
      ],
    },
    reception: { bounced: 0.015, opened: 0.66, clicked: 0.52, replied: 0.09, unsubscribed: 0.06, link: `${LINK}/survey` },
  },
];
const PENDING: SampleCampaign = { name: 'Team plan offer', template: 'Team plan offer', to: ['Leads', 'Prospects'], except: ['Customers'] };
const DRAFT: SampleCampaign = { name: 'Welcome, new leads', template: 'Welcome', to: ['Leads'] };

/** What the sample sent: three campaigns with a past, one that waits for approval, one draft. */
@Injectable()
export class SampleCampaigns {
  constructor(
    private readonly templates: TemplateService,
    private readonly history: CampaignHistoryService,
    private readonly answers: SampleAnswers,
    private readonly clock: Clock,
  ) {}

  async makeTemplates(ctx: WorkspaceContext, now: Date): Promise<void> {
    for (const { daysAgo: days, ...template } of sampleTemplates)
      await this.clock.at(daysAgo(now, days), () => this.templates.add(ctx, template));
  }

  async moments(ctx: WorkspaceContext, lists: SampleLists, now: Date): Promise<SampleMoment[]> {
    const { items } = await this.templates.list(ctx, { limit: sampleTemplates.length });
    const templates = new Map(items.map(({ name, id }) => [name, id]));
    const draftOf = ({ name, template, to, except = [] }: SampleCampaign) => ({
      name,
      templateId: templates.get(template) ?? null,
      audience: {
        listIds: to.map((list) => lists[list]),
        excludeListIds: except.map((list) => lists[list]),
        segmentIds: [],
        excludeSegmentIds: [],
        topicId: null,
      },
    });
    const requestedAt = daysAgo(now, 0.12);
    return [
      ...SENT.map((campaign) => this.sent(campaign, draftOf(campaign), now)),
      {
        at: requestedAt,
        happen: (ctx: WorkspaceContext) =>
          this.history.request(ctx, {
            draft: draftOf(PENDING),
            createdAt: daysAgo(now, 0.2),
            requestedAt,
            requestNotes: 'The offer ends on the last day of the month, so it should go out this week.',
          }),
      },
      { at: daysAgo(now, 0.05), happen: (ctx: WorkspaceContext) => this.history.draft(ctx, draftOf(DRAFT), daysAgo(now, 0.05)) },
    ];
  }

  private sent(
    { name, daysAgo: days, requestNotes, approvalNotes, replies, reception }: SentCampaign,
    draft: PastCampaign['draft'],
    now: Date,
  ): SampleMoment {
    const startedAt = workingMorning(now, days);
    return {
      at: startedAt,
      happen: async (ctx) => {
        const { reportsOf, answers } = answersAmong(sampleReports(name, reception), now);
        await this.history.replay(ctx, {
          draft,
          createdAt: minutesAfter(startedAt, -26 * HOUR),
          requestedAt: minutesAfter(startedAt, -23 * HOUR),
          requestNotes,
          approvedAt: minutesAfter(startedAt, -20),
          approvalNotes,
          startedAt,
          reportsOf,
        });
        await this.answers.replay(ctx, replies, answers, now);
      },
    };
  }
}
