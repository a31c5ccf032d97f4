import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { loadSample } from './support/samples.js';
import { waitFor } from './support/waitFor.js';

const HOUR_MS = 3_600_000;
type Mark = 'delivered' | 'opened' | 'clicked' | 'replied' | 'bounced' | 'unsubscribed' | 'complained';

interface Campaign {
  id: string;
  status: string;
  startedAt: string | null;
  counts: Record<Mark | 'recipients' | 'skipped' | 'failed', number>;
}

type Hour = Record<Mark, number> & { at: string };

interface Report {
  startedAt: string | null;
  until: string | null;
  hours: Hour[];
  notReached: { reason: string; count: number }[];
}

let test: TestApp;
let path: string;
let campaigns: Campaign[];
beforeAll(async () => {
  test = await TestApp.start();
  const { id } = await loadSample(test.owner);
  path = `/api/v1/workspaces/${id}`;
  await waitFor('the unsubscriptions of the sample', async () => {
    campaigns = (await dataOf<{ items: Campaign[] }>(test.owner.get(`${path}/campaigns`))).items;
    return campaigns.some(({ counts }) => counts.unsubscribed > 0);
  });
});
afterAll(() => test.stop());

const reportOf = ({ id }: Pick<Campaign, 'id'>): Promise<Report> => dataOf<Report>(test.owner.get(`${path}/campaigns/${id}/report`));
const sum = (hours: readonly Hour[], mark: Mark): number => hours.reduce((all, hour) => all + hour[mark], 0);

describe('the report of a campaign', () => {
  it('tells by the hour what the counts tell together', async () => {
    for (const campaign of campaigns.filter(({ status }) => status === 'sent')) {
      const { startedAt, until, hours } = await reportOf(campaign);
      expect(startedAt).toBe(campaign.startedAt);
      expect(hours.length).toBeGreaterThan(5);
      expect(hours.map(({ at }) => at)).toEqual(hours.map(({ at }) => at).toSorted());
      for (const { at } of hours) {
        expect(Date.parse(at) % HOUR_MS).toBe(0);
        expect(Date.parse(at)).toBeGreaterThan(Date.parse(startedAt ?? '') - HOUR_MS);
        expect(at < (until ?? '')).toBe(true);
      }
      for (const mark of ['opened', 'clicked', 'replied', 'bounced', 'complained'] as const)
        expect([mark, sum(hours, mark)]).toEqual([mark, campaign.counts[mark]]);
      expect(sum(hours, 'delivered')).toBe(campaign.counts.delivered);
    }
  });

  it('says for each who did not get it why', async () => {
    for (const campaign of campaigns.filter(({ status }) => status === 'sent')) {
      const { notReached } = await reportOf(campaign);
      expect(notReached.reduce((all, { count }) => all + count, 0)).toBe(campaign.counts.skipped + campaign.counts.failed);
      expect(notReached.find(({ reason }) => reason === 'returned')?.count ?? 0).toBe(campaign.counts.bounced);
    }
    const last = campaigns.filter(({ status }) => status === 'sent')[1];
    expect((await reportOf(last as Campaign)).notReached.map(({ reason }) => reason)).toContain('noEmail');
  });

  it('ends thirty days after the start', async () => {
    const oldest = campaigns.filter(({ status }) => status === 'sent').at(-1) as Campaign;
    test.clock.advance(7 * 24 * HOUR_MS);
    const { startedAt, until } = await reportOf(oldest);
    test.clock.advance(-7 * 24 * HOUR_MS);
    const days = (Date.parse(until ?? '') - Date.parse(startedAt ?? '')) / HOUR_MS / 24;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30);
  });

  it('is empty before the start', async () => {
    const draft = campaigns.find(({ status }) => status === 'draft');
    expect(await reportOf(draft as Campaign)).toMatchObject({ startedAt: null, until: null, hours: [], notReached: [], links: [] });
  });

  it('answers 404 to a stranger', async () => {
    const stranger = await test.stranger();
    expect((await errorOf(stranger.get(`${path}/campaigns/${campaigns[0]?.id ?? ''}/report`))).status).toBe(404);
  });
});
