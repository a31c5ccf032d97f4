import type { CampaignDraft } from './campaignQueries';
import { doneSteps } from './composerProgress';

const empty: CampaignDraft = {
  name: 'Autumn news',
  templateId: null,
  subject: null,
  text: null,
  fromName: null,
  fromEmail: null,
  replyTo: null,
  audience: { listIds: [], excludeListIds: [], segmentIds: [], excludeSegmentIds: [], topicId: null },
  schedule: { kind: 'now' },
  tracking: { opens: null, clicks: null, utmCampaign: null },
  abTest: null,
};
const filled: CampaignDraft = {
  ...empty,
  templateId: 't',
  fromEmail: 'ana@example.com',
  audience: { listIds: ['l'], excludeListIds: [], segmentIds: [], excludeSegmentIds: [], topicId: null },
};
const audience = { matched: 3, sendable: 2, skipped: [], sinceRequest: null, driftLimit: 10 };

describe('what is left to do in a campaign', () => {
  it('starts with what has a default: the time, and no variants', () => {
    expect(
      doneSteps(empty, {
        audience: { matched: 0, sendable: 0, skipped: [], sinceRequest: null, driftLimit: 10 },
        preflight: [{ code: 'a', severity: 'error', message: '', field: 'audience' }],
      }),
    ).toEqual({
      who: false,
      what: false,
      from: false,
      variants: true,
      when: true,
      check: false,
      approve: false,
    });
  });

  it('is all but the approval when the check finds no error', () => {
    const steps = doneSteps(filled, { audience, preflight: [{ code: 'w', severity: 'warning', message: '' }] });
    expect(Object.entries(steps).filter(([, isDone]) => !isDone)).toEqual([['approve', false]]);
  });

  it('does not tick a part in which the check finds an error', () => {
    const steps = doneSteps(filled, { audience, preflight: [{ code: 'e', severity: 'error', message: '', field: 'schedule.localTime' }] });
    expect(steps.what).toBe(true);
    expect(steps.check).toBe(false);
    expect(
      doneSteps(
        { ...filled, schedule: { kind: 'at', localTime: '2026-11-24T09:00', timeZone: 'UTC' } },
        { audience, preflight: [{ code: 'e', severity: 'error', message: '', field: 'schedule.localTime' }] },
      ).when,
    ).toBe(false);
  });

  it('asks a text for its words, and for no template and no sender address', () => {
    const text = { ...filled, templateId: null, fromEmail: null };
    expect(doneSteps(text, { audience, preflight: [] }, 'text')).toMatchObject({ what: false, from: true });
    expect(doneSteps({ ...text, text: 'Hi' }, { audience, preflight: [] }, 'text').what).toBe(true);
    const errors = (field: string) => [{ code: 'e', severity: 'error' as const, message: '', field }];
    expect(doneSteps({ ...text, text: 'Hi' }, { audience, preflight: errors('text') }, 'text').what).toBe(false);
    expect(doneSteps({ ...text, text: 'Hi' }, { audience, preflight: errors('sender') }, 'text').from).toBe(false);
  });

  it('does not call an audience done in which nobody may be mailed', () => {
    expect(doneSteps(filled, { audience: { ...audience, sendable: 0 }, preflight: [] }).who).toBe(false);
  });
});
