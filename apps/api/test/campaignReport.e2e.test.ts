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
  counts: Record<Mark | 'recipients' | 'skipped' | 'failed' | 'accepted', number>;
}

type Hour = Record<Mark, number> & { at: string };

interface Report {
  startedAt: string | null;
  until: string | null;
  hours: Hour[];
  notReached: { reason: string; count: number }[];
  domains: { domain: string; sent: number; delivered: number; opened: number; bounced: number }[];
  comparison: { campaigns: number; replied: number | null };
}

interface Rows {
  items: { id: string; state: string; skipReason: string | null }[];
  nextCursor: string | null;
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
      for (const [reason, did] of [['returned', 'bounced'] as const, ['refused', 'refused'] as const]) {
        const rows = await dataOf<{ items: object[] }>(test.owner.get(`${path}/campaigns/${campaign.id}/recipients?limit=200&did=${did}`));
        expect(rows.items).toHaveLength(notReached.find((group) => group.reason === reason)?.count ?? 0);
      }
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

  it('tells by mail domain what the counts tell together', async () => {
    for (const campaign of campaigns.filter(({ status }) => status === 'sent')) {
      const { domains } = await reportOf(campaign);
      expect(domains.map(({ sent }) => sent)).toEqual(domains.map(({ sent }) => sent).toSorted((a, b) => b - a));
      expect(new Set(domains.map(({ domain }) => domain)).size).toBe(domains.length);
      expect(domains.length).toBeLessThanOrEqual(10);
      for (const { domain, sent, delivered, opened } of domains) {
        expect(domain).toMatch(/^[a-z0-9.-]+$/);
        expect(delivered).toBeLessThanOrEqual(sent);
        expect(opened).toBeLessThanOrEqual(sent);
      }
      if (domains.length < 10) expect(domains.reduce((all, { bounced }) => all + bounced, 0)).toBe(campaign.counts.bounced);
    }
  });

  it('compares with the median of those that were sent before it, and of no other', async () => {
    const sent = campaigns.filter(({ status }) => status === 'sent').sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? -1 : 1));
    expect(sent.length).toBeGreaterThan(2);
    for (const [before, campaign] of sent.entries()) {
      const rates = sent.slice(0, before).map(({ counts }) => counts.replied / (counts.accepted + counts.delivered));
      const sorted = rates.toSorted((a, b) => a - b);
      const middle = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
      const { comparison } = await reportOf(campaign);
      expect(comparison.campaigns).toBe(before);
      if (before === 0) expect(comparison).toMatchObject({ opened: null, clicked: null, replied: null, bounced: null });
      else expect(comparison.replied).toBeCloseTo(((middle[0] ?? 0) + (middle[1] ?? 0)) / 2, 10);
    }
  });

  it('opens the rows behind every figure, as a page and as a file', async () => {
    const { id } = campaigns.filter(({ status }) => status === 'sent')[1] as Campaign;
    // Unsubscriptions of the sample are still being marked.
    let campaign = await dataOf<Campaign>(test.owner.get(`${path}/campaigns/${id}`));
    await waitFor('figures that stand still', async () => {
      const before = campaign.counts;
      await new Promise((resolve) => setTimeout(resolve, 500));
      campaign = await dataOf<Campaign>(test.owner.get(`${path}/campaigns/${id}`));
      return JSON.stringify(before) === JSON.stringify(campaign.counts);
    });
    for (const did of ['opened', 'clicked', 'replied', 'unsubscribed', 'complained', 'bounced'] as const) {
      const { items } = await dataOf<{ items: { contactId: string }[] }>(
        test.owner.get(`${path}/campaigns/${campaign.id}/recipients?limit=200&did=${did}`),
      );
      expect([did, items.length]).toEqual([did, Math.min(200, campaign.counts[did])]);
      const file = await test.owner.get(`${path}/campaigns/${campaign.id}/recipients.csv?did=${did}`);
      expect(file.headers['content-type']).toContain('text/csv');
      expect(file.headers['content-disposition']).toContain('recipients.csv');
      const lines = file.text.trimEnd().split('\r\n');
      expect(lines[0]).toContain('Contact ID,Name,Address,State,Reason');
      expect(lines).toHaveLength(campaign.counts[did] + 1);
    }
    const all = await test.owner.get(`${path}/campaigns/${campaign.id}/recipients.csv`);
    expect(all.text.trimEnd().split('\r\n')).toHaveLength(campaign.counts.recipients + 1);
    expect(all.text).toContain('has no email address');
    const found = await test.owner.get(`${path}/campaigns/${campaign.id}/recipients.csv?search=zzzz-nobody`);
    expect(found.text.trimEnd().split('\r\n')).toHaveLength(1);
  });

  it('opens the rows behind each reason to be left out, as a page and as a file', async () => {
    const { id } = campaigns.find(({ status, counts }) => status === 'sent' && counts.skipped > 0) as Campaign;
    const reasons = (await reportOf({ id })).notReached.filter(({ reason }) => !['returned', 'refused', 'uncertain'].includes(reason));
    expect(reasons.length).toBeGreaterThan(0);
    for (const { reason, count } of reasons) {
      const asked = `${path}/campaigns/${id}/recipients?limit=2&skipReason=${reason}`;
      const first = await dataOf<Rows>(test.owner.get(asked));
      const seen = [...first.items];
      for (let cursor = first.nextCursor; cursor;) {
        const next: Rows = await dataOf<Rows>(test.owner.get(`${asked}&cursor=${encodeURIComponent(cursor)}`));
        seen.push(...next.items);
        cursor = next.nextCursor;
      }
      expect([reason, new Set(seen.map((row) => row.id)).size]).toEqual([reason, count]);
      expect(new Set(seen.map((row) => `${row.state} ${row.skipReason}`))).toEqual(new Set([`skipped ${reason}`]));
      const file = await test.owner.get(`${path}/campaigns/${id}/recipients.csv?skipReason=${reason}`);
      expect(file.text.trimEnd().split('\r\n')).toHaveLength(count + 1);
    }
    const reason = reasons[0]?.reason ?? '';
    const none = await dataOf<Rows>(test.owner.get(`${path}/campaigns/${id}/recipients?state=delivered&skipReason=${reason}`));
    expect(none.items).toEqual([]);
    const found = await dataOf<Rows>(test.owner.get(`${path}/campaigns/${id}/recipients?search=zzzz-nobody&skipReason=${reason}`));
    expect(found.items).toEqual([]);
    for (const asked of ['recipients', 'recipients.csv']) {
      const refused = await errorOf(test.owner.get(`${path}/campaigns/${id}/${asked}?skipReason=refused`));
      expect([refused.status, refused.fields?.map(({ field }) => field)]).toEqual([422, ['skipReason']]);
    }
  });

  it('is empty before the start', async () => {
    const draft = campaigns.find(({ status }) => status === 'draft');
    expect(await reportOf(draft as Campaign)).toMatchObject({
      startedAt: null,
      until: null,
      hours: [],
      notReached: [],
      links: [],
      devices: [],
      domains: [],
      comparison: { campaigns: 0 },
    });
  });

  it('answers 404 to a stranger', async () => {
    const stranger = await test.stranger();
    for (const part of ['report', 'recipients.csv'])
      expect((await errorOf(stranger.get(`${path}/campaigns/${campaigns[0]?.id ?? ''}/${part}`))).status).toBe(404);
  });
});
