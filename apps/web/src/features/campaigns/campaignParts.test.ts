import { conflictFields } from '../../shared/conflict/conflictParts';
import { campaignParts } from './campaignParts';
import type { CampaignDraft } from './campaignQueries';

const base: CampaignDraft = {
  name: 'Spring',
  templateId: 't1',
  subject: null,
  text: null,
  fromName: null,
  fromEmail: null,
  replyTo: null,
  audience: { listIds: ['l1'], excludeListIds: [], segmentIds: [], excludeSegmentIds: [], topicId: null },
  schedule: { kind: 'now' },
  tracking: { opens: null, clicks: null, utmCampaign: null },
  abTest: null,
};
const parts = campaignParts({
  lists: [{ id: 'l1', name: 'News' }],
  segments: [{ id: 's1', name: 'Active' }],
  templates: [{ id: 't1', name: 'Hello' }],
  topics: [{ id: 'p1', name: 'Offers' }],
});

test('audience, template and schedule are told in names, not in ids', () => {
  const typed = { ...base, templateId: null, audience: { ...base.audience, excludeSegmentIds: ['s1', 'gone'] } };
  const theirs = { ...base, subject: 'Hi', schedule: { kind: 'at' as const, localTime: '2026-12-01T09:00', timeZone: 'Europe/Berlin' } };
  expect(conflictFields(parts, { base, typed, theirs: theirs as CampaignDraft })).toMatchObject([
    { name: 'audience', mine: 'Lists: News\nNot in segments: Active, Deleted', theirs: 'Lists: News', isTyped: true },
    { name: 'templateId', mine: '', theirs: 'Hello', isTyped: true },
    { name: 'subject', mine: '', theirs: 'Hi', isTyped: false },
    { name: 'schedule', mine: 'It starts as soon as it is sent', theirs: expect.stringContaining('Berlin') as string, isTyped: false },
  ]);
});
