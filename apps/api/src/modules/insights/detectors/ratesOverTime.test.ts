import { alarmsOf, binomial, MOST_ALARMS } from '../../../../test/support/chance.js';
import type { PastCampaign } from '../CampaignHistory.js';
import { FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { judge as judgeTimes } from './bestTime.js';
import { judge as judgeDelivery } from './deliveryDrift.js';
import { judge as judgeTrend } from './engagementTrend.js';

const NOW = new Date('2026-05-20T09:00:00.000Z');
const DAY = 86_400_000;
const at = (days: number, hour = 9): string =>
  `${new Date(NOW.getTime() - days * DAY).toISOString().slice(0, 10)}T${String(hour).padStart(2, '0')}:00:00.000Z`;

const campaign = (name: string, startedAt: string, sent: number, more: Partial<PastCampaign['counts']> = {}): PastCampaign => ({
  ...{ id: name, name, type: 'email', startedAt, senderId: 'news', senderName: 'News', isByRecipient: false },
  counts: { accepted: sent, delivered: 0, opened: 0, clicked: 0, replied: 0, unsubscribed: 0, complained: 0, bounced: 0, ...more },
});
/** Twelve campaigns, one each fortnight, before the last month. */
const history = (counts: (n: number) => Partial<PastCampaign['counts']>): PastCampaign[] =>
  Array.from({ length: 12 }, (_, n) => campaign(`Old ${n}`, at(35 + n * 14), 1_000, counts(n)));
const recent = (count: number, counts: (n: number) => Partial<PastCampaign['counts']>): PastCampaign[] =>
  Array.from({ length: count }, (_, n) => campaign(`New ${n}`, at(4 + n * 5), 1_000, counts(n)));

/** Campaigns in which nothing happens, of all sizes, whose rates differ from each other by a fifth. */
function ordinary(random: () => number, startsAt: (n: number) => string): PastCampaign[] {
  const [opens, bounces] = [0.15 + random() * 0.3, 0.005 + random() * 0.02];
  return Array.from({ length: 40 }, (_, n) => {
    const sent = 120 + Math.floor(random() * random() * 3_000);
    const vary = (rate: number): number => rate * (0.8 + 0.4 * random());
    return campaign(`c${n}`, startsAt(n), sent, {
      opened: binomial(random, sent, vary(opens)),
      clicked: binomial(random, sent, vary(opens / 6)),
      replied: binomial(random, sent, vary(0.01)),
      unsubscribed: binomial(random, sent, vary(0.004)),
      bounced: binomial(random, sent, vary(bounces)),
    });
  });
}

describe('engagement over time', () => {
  const usual = (n: number) => ({ opened: 300 + (n % 5) * 12, replied: 10 + (n % 3) });

  it('is found when it falls, with what it was before', () => {
    const [found, ...others] = judgeTrend([...recent(4, (n) => ({ ...usual(n), opened: 200 + n * 9 })), ...history(usual)], NOW);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      key: 'email:opened',
      title: '21% of recent emails are opened, 32% before',
      affected: 854,
      sample: 4_000,
    });
    expect(found?.evidence.query).toContain('Worse than usual');
    expect(found?.evidence.about).toEqual({ rate: 'opened', campaignIds: 'New 0,New 1,New 2,New 3' });
    expect(found?.evidence.bars[0]).toEqual({ label: 'Last 30 days', count: 854, total: 4_000, isIt: true });
    expect(found?.confidence).toBeGreaterThanOrEqual(1 - FALSE_ALARMS);
  });

  it('is silent about what is as before, about few campaigns, little change, what is not followed, and what varies as much anyway', () => {
    const low = (n: number) => ({ ...usual(n), opened: 200 + n * 9 });
    const wild = (n: number) => ({ opened: n % 2 === 0 ? 120 : 520 });
    for (const campaigns of [
      [...recent(4, usual), ...history(usual)],
      [...recent(2, low), ...history(usual)],
      [...recent(4, low), ...history(usual).slice(0, 4)],
      [...recent(4, (n) => ({ ...usual(n), opened: 285 + n })), ...history(usual)],
      [...recent(4, (n) => ({ ...usual(n), opened: 0 })), ...history(usual)],
      [...recent(4, (n) => ({ opened: 120 + n })), ...history(wild)],
      [],
    ])
      expect(judgeTrend(campaigns, NOW)).toEqual([]);
  });

  it('raises no more false alarms than it says', () => {
    expect(
      alarmsOf(21, (random) =>
        judgeTrend(
          ordinary(random, (n) => at(4 + n * 5)),
          NOW,
        ),
      ),
    ).toBeLessThanOrEqual(MOST_ALARMS);
  });
});

describe('deliverability of a sender', () => {
  const usual = (n: number) => ({ bounced: 8 + (n % 5) });

  it('is found when more comes back than before, and not when less does', () => {
    const [found, ...others] = judgeDelivery([...recent(4, (n) => ({ bounced: 30 + n })), ...history(usual)], NOW);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ key: 'news', affected: 126, sample: 4_126, title: '3.1% of messages from News bounce now, 1.0% before' });
    for (const campaigns of [
      [...recent(4, () => ({ bounced: 0 })), ...history(usual)],
      [...recent(4, usual), ...history(usual)],
      [...recent(2, () => ({ bounced: 90 })), ...history(usual)],
      // Another sender has no history.
      [...recent(4, () => ({ bounced: 90 })).map((one) => ({ ...one, senderId: 'other' })), ...history(usual)],
      [...recent(4, () => ({ bounced: 90 })).map((one) => ({ ...one, senderId: null })), ...history(usual)],
    ])
      expect(judgeDelivery(campaigns, NOW)).toEqual([]);
  });

  it('raises no more false alarms than it says, with three senders', () => {
    const alarms = alarmsOf(22, (random) =>
      judgeDelivery(
        ordinary(random, (n) => at(4 + n * 5)).map((one, n) => ({ ...one, senderId: `s${n % 3}` })),
        NOW,
      ),
    );
    expect(alarms).toBeLessThanOrEqual(MOST_ALARMS);
  });
});

describe('the best time', () => {
  /** Every third at seven in the evening, in Berlin. */
  const campaigns = (evening: number): PastCampaign[] =>
    Array.from({ length: 40 }, (_, n) =>
      campaign(`c${n}`, at(4 + n * 8, n % 3 === 0 ? 17 : 7), 1_000, { opened: (n % 3 === 0 ? evening : 250) + (n % 7) * 6 }),
    ).filter(({ startedAt }) => startedAt > '2026-03-30' || startedAt < '2025-10-24');

  it('is an hour on the clock of the workspace at which more is opened', () => {
    const [found] = judgeTimes(campaigns(400), 'Europe/Berlin');
    expect(found?.key).toBe('hour:19');
    expect(found?.title).toMatch(/^4\d% of emails sent at 19:00 are opened, 2\d% at other hours$/);
    expect(found?.evidence.bars.map(({ label, isIt }) => [label, isIt])).toEqual([
      ['09:00', false],
      ['19:00', true],
    ]);
  });

  it('is nothing where times are alike, all are at one time, few are at another, or each recipient has their own', () => {
    for (const some of [
      campaigns(250),
      campaigns(400).filter(({ startedAt }) => startedAt.includes('T17')),
      campaigns(400).filter(({ startedAt }, n) => startedAt.includes('T07') || n < 10),
      campaigns(400).map((one) => ({ ...one, isByRecipient: true })),
      Array.from({ length: 30 }, (_, n) => campaign(`w${n}`, at(4 + n * 7), 500, { opened: 100 + n })),
    ])
      expect(judgeTimes(some, 'Europe/Berlin')).toEqual([]);
  });

  it('raises no more false alarms than it says, with all hours and days to choose from', () => {
    const hours = [8, 9, 10, 14, 17];
    const alarms = alarmsOf(23, (random) =>
      judgeTimes(
        ordinary(random, () => at(Math.floor(random() * 380) + 4, hours[Math.floor(random() * hours.length)])),
        'Europe/Berlin',
      ),
    );
    expect(alarms).toBeLessThanOrEqual(MOST_ALARMS);
  });
});
