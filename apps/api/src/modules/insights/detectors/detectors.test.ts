import { binomial, MOST_ALARMS, randomOf, WORKSPACES } from '../../../../test/support/chance.js';
import type { DomainTotals } from '../../campaigns/public.js';
import { FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { judge as judgeDomains } from './bouncesByDomain.js';
import type { PastCampaign } from '../CampaignHistory.js';
import { judge as judgeCampaigns } from './unusualCampaign.js';
import { judge as judgeSenders } from './complaintsBySender.js';
import { judge as judgeReplies } from './unansweredReplies.js';

const NOW = new Date('2026-05-20T09:00:00.000Z');
const DAY = 86_400_000;
const before = (days: number): string => new Date(NOW.getTime() - days * DAY).toISOString();
const PERIOD = { from: before(30), until: NOW.toISOString() };

function sumOf(domains: readonly DomainTotals[]): { sent: number; bounced: number } {
  return domains.reduce((all, { sent, bounced }) => ({ sent: all.sent + sent, bounced: all.bounced + bounced }), { sent: 0, bounced: 0 });
}

const domain = (name: string, sent: number, bounced: number): DomainTotals => ({ domain: name, sent, bounced });

describe('bounces by domain', () => {
  it('finds the one that sends back, with its numbers', () => {
    const domains = [domain('gmail.com', 5_000, 40), domain('web.example', 400, 60), domain('yahoo.com', 2_000, 21)];
    const [found, ...others] = judgeDomains(domains, sumOf(domains), PERIOD);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      key: 'web.example',
      affected: 60,
      sample: 400,
      title: '15% of emails to web.example bounce, 0.9% everywhere else',
    });
    expect(found?.expected).toBeCloseTo(61 / 7_000, 10);
    expect(found?.interval?.low).toBeGreaterThan(0.11);
    expect(found?.interval?.high).toBeLessThan(0.19);
    expect(found?.confidence).toBeGreaterThan(0.999999);
    expect(found?.evidence.bars[0]).toEqual({ label: 'web.example', count: 60, total: 400, isIt: true });
  });

  it('is silent where there is nothing to compare with, too little, or too little difference', () => {
    for (const domains of [
      [],
      [domain('one.example', 3, 3)],
      [domain('only.example', 900, 300)],
      [domain('few.example', 60, 4), domain('gmail.com', 5_000, 5)],
      [domain('large.example', 100_000, 1_500), domain('gmail.com', 100_000, 1_000)],
    ])
      expect(judgeDomains(domains, sumOf(domains), PERIOD)).toEqual([]);
  });

  it('raises no more false alarms than it says, over many workspaces with fifty domains that are all alike', () => {
    const random = randomOf(7);
    let alarms = 0;
    for (let workspace = 0; workspace < WORKSPACES; workspace += 1) {
      const rate = 0.005 + random() * 0.05;
      const domains = Array.from({ length: 50 }, (_, at) => {
        const sent = 50 + Math.floor(random() * 300);
        return domain(`d${at}.example`, sent, binomial(random, sent, rate));
      });
      if (judgeDomains(domains, sumOf(domains), PERIOD).length > 0) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(MOST_ALARMS);
  });
});

describe('campaigns that stand out', () => {
  const campaign = (name: string, days: number, sent: number, more: Partial<PastCampaign['counts']> = {}): PastCampaign => ({
    id: name,
    name,
    type: 'email',
    senderId: null,
    senderName: null,
    isByRecipient: false,
    startedAt: before(days),
    counts: { accepted: sent, delivered: 0, opened: 0, clicked: 0, replied: 0, unsubscribed: 0, complained: 0, bounced: 0, ...more },
  });
  const history = Array.from({ length: 12 }, (_, at) =>
    campaign(`Old ${at}`, 40 + at * 7, 1_000, { opened: 300 + (at % 5) * 12, replied: 9 + (at % 3) }),
  );

  it('finds one that far fewer opened, and compares it with those before', () => {
    const [found, ...others] = judgeCampaigns([...history, campaign('Spring', 5, 1_000, { opened: 90, replied: 10 })], NOW);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ key: 'Spring:opened', campaignId: 'Spring', affected: 90, sample: 1_000 });
    expect(found?.title).toBe('Spring: 9% opened, 32% before');
    expect(found?.evidence.query).toContain('Worse than usual');
    expect(found?.evidence.bars).toHaveLength(8);
    expect(found?.confidence).toBeGreaterThanOrEqual(1 - FALSE_ALARMS);
  });

  it('is silent about an ordinary one, one that is too young, too small or too old, and without enough before it', () => {
    const strange = { opened: 90, replied: 10 };
    for (const campaigns of [
      [...history, campaign('Same', 5, 1_000, { opened: 330, replied: 10 })],
      [...history, campaign('Young', 2, 1_000, strange)],
      [...history, campaign('Small', 5, 99, { opened: 1 })],
      [...history, campaign('Old', 31, 1_000, strange)],
      [...history.slice(0, 4), campaign('Early', 5, 1_000, strange)],
      // Nothing was followed: no opens are no news.
      [...history, campaign('Unfollowed', 5, 1_000, { opened: 0, replied: 10 })],
      [...history, { ...campaign('Text', 5, 1_000, strange), type: 'text' }],
      [],
    ])
      expect(judgeCampaigns(campaigns, NOW)).toEqual([]);
  });

  it('does not take for news what varies as much from one to the next anyway', () => {
    const wild = Array.from({ length: 12 }, (_, at) => campaign(`Wild ${at}`, 40 + at * 7, 1_000, { opened: at % 2 === 0 ? 120 : 520 }));
    expect(judgeCampaigns([...wild, campaign('Low', 5, 1_000, { opened: 110 })], NOW)).toEqual([]);
  });

  it('raises no more false alarms than it says, also where campaigns differ by more than chance', () => {
    const random = randomOf(11);
    let alarms = 0;
    for (let workspace = 0; workspace < WORKSPACES; workspace += 1) {
      const base = 0.15 + random() * 0.3;
      const campaigns = Array.from({ length: 20 }, (_, at) => {
        const sent = 150 + Math.floor(random() * 500);
        // Around its mean by a tenth, the same for all.
        const rate = base * (0.9 + 0.2 * random());
        const counts = {
          opened: binomial(random, sent, rate),
          replied: binomial(random, sent, 0.02),
          bounced: binomial(random, sent, 0.01),
        };
        return campaign(`c${at}`, 4 + at * 6, sent, { ...counts, unsubscribed: binomial(random, sent, 0.004) });
      });
      if (judgeCampaigns(campaigns, NOW).length > 0) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(MOST_ALARMS);
  });
});

describe('replies without an answer', () => {
  const waiting = (...days: readonly number[]): { at: string }[] => days.map((day) => ({ at: before(day) }));

  it('are counted from three on, by how long they have waited', () => {
    expect(judgeReplies(waiting(3, 5), 20, PERIOD, NOW)).toEqual([]);
    const [found] = judgeReplies(waiting(2, 3, 5, 20), 9, PERIOD, NOW);
    expect(found).toMatchObject({
      affected: 4,
      sample: 9,
      interval: null,
      confidence: 1,
      title: '4 replies have had no answer for more than 2 days',
    });
    expect(found?.evidence.bars.map(({ count }) => count)).toEqual([2, 1, 0, 1]);
  });
});

describe('complaints by sender', () => {
  const sender = (name: string, sent: number, complained: number) => ({ senderId: name, name, sent, complained });

  it('are found above the limit of mailbox providers, and not below it or of few', () => {
    const [found, ...others] = judgeSenders([sender('News', 4_000, 24), sender('Personal', 5_000, 4)], PERIOD);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ key: 'News', affected: 24, sample: 4_000, title: '0.6% of emails from News are reported as spam' });
    expect(found?.interval?.low).toBeGreaterThan(0.001);
    for (const senders of [[], [sender('Few', 499, 9)], [sender('Two', 500, 2)], [sender('Fine', 10_000, 12)]])
      expect(judgeSenders(senders, PERIOD)).toEqual([]);
  });

  it('raise no more false alarms than they say, over workspaces exactly at the limit', () => {
    const random = randomOf(5);
    let alarms = 0;
    for (let workspace = 0; workspace < WORKSPACES; workspace += 1) {
      const senders = Array.from({ length: 5 }, (_, at) => sender(`s${at}`, 2_000, binomial(random, 2_000, 0.001)));
      if (judgeSenders(senders, PERIOD).length > 0) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(MOST_ALARMS);
  });
});
