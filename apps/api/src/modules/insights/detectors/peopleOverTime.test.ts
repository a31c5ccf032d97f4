import { alarmsOf, binomial, MOST_ALARMS } from '../../../../test/support/chance.js';
import type { Stays } from '../statistics/medianStay.js';
import { judge as judgeDecay, type Members } from './listDecay.js';
import { judge as judgeDuplicates } from './newDuplicates.js';
import { judge as judgeSenders } from './senderLimit.js';
import { judge as judgeStages, type Stage } from './stuckContacts.js';

const NOW = new Date('2026-05-20T09:00:00.000Z');

describe('contacts that stay on a stage', () => {
  const stay = (days: number, since: number, n = 1): Stays => ({ days, since, n });
  /** Five come each day of the last year, and stay for as long as this says. */
  const stage = (lasts: (n: number) => number, forgotten = 0): Stage => {
    const all = Array.from({ length: 1_825 }, (_, n) => ({ since: Math.floor(n / 5), days: lasts(n) }));
    return {
      ...{ id: 'qualified', name: 'Qualified' },
      ended: all.filter(({ since, days }) => days <= since).map(({ since, days }) => stay(days, since)),
      open: [...all.filter(({ since, days }) => days > since).map(({ since }) => stay(since, since)), stay(200, 200, forgotten)],
    };
  };

  it('are found when they are many and there far longer than the others', () => {
    const [found, ...others] = judgeStages([stage((n) => 1 + (n % 20), 140)], NOW);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ key: 'qualified', affected: 140, expected: 0.05 });
    expect(found?.title).toMatch(/^140 contacts have been on Qualified for more than 6\d days; half leave within 1\d days$/);
    expect(found?.evidence.bars.filter(({ isIt }) => isIt).reduce((all, { count }) => all + count, 0)).toBe(140);
    expect(found?.evidence.action).toEqual({ page: 'board', label: 'Open the board', id: null, rules: null });
  });

  it('are no news on a last stage, which nobody leaves, with few of them, and on a new stage', () => {
    for (const stages of [
      [stage((n) => (n % 10 === 0 ? 5 : 10_000))],
      [stage((n) => 1 + (n % 20), 20)],
      [{ id: 'new', name: 'New', ended: [stay(1, 2, 29)], open: [stay(300, 300, 50)] }],
      // Everyone was imported at once, yesterday.
      [{ id: 'import', name: 'Import', ended: [], open: [stay(1, 1, 100_000)] }],
      [],
    ])
      expect(judgeStages(stages, NOW)).toEqual([]);
  });

  it('raise no more false alarms than they say, where stays differ a lot', () => {
    const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const exponential = alarmsOf(31, (random) => judgeStages([stage(() => Math.floor(-30 * Math.log(1 - random())))], NOW));
    const logNormal = alarmsOf(32, (random) => judgeStages([stage(() => Math.floor(8 * Math.exp(normal(random))))], NOW));
    expect(exponential).toBeLessThanOrEqual(MOST_ALARMS);
    expect(logNormal).toBeLessThanOrEqual(MOST_ALARMS);
  });
});

describe('new contacts that are there already', () => {
  it('are found above the limit, and not where few were added or few are alike', () => {
    const [found] = judgeDuplicates(
      [
        { added: 400, alike: 60 },
        { added: 300, alike: 3 },
        { added: 0, alike: 0 },
      ],
      NOW,
    );
    expect(found).toMatchObject({ affected: 60, sample: 400, title: '15% of contacts added in the last 30 days may be duplicates' });
    expect(found?.evidence.bars).toHaveLength(2);
    for (const last of [
      { added: 3, alike: 3 },
      { added: 49, alike: 20 },
      { added: 1_000, alike: 55 },
      { added: 0, alike: 9 },
    ])
      expect(judgeDuplicates([last], NOW)).toEqual([]);
  });

  it('raise no more false alarms than they say, exactly at the limit', () => {
    const alarms = alarmsOf(33, (random) => judgeDuplicates([{ added: 600, alike: binomial(random, 600, 0.05) }], NOW));
    expect(alarms).toBeLessThanOrEqual(MOST_ALARMS);
  });
});

describe('a list that loses people', () => {
  /** A thousand joined long ago; each month so many are lost, the last one first. */
  const list = (lost: readonly number[], size = 1_000, listId = 'news'): Members[] => [
    ...lost.map((n, month) => ({ listId, name: 'News', joined: 8, lost: month, n })),
    { listId, name: 'News', joined: 8, lost: null, n: size - lost.reduce((all, n) => all + n, 0) },
  ];

  it('is found when it loses more than it used to', () => {
    const [found, ...others] = judgeDecay([...list([60, 9, 11, 8, 12, 10, 9, 10]), ...list([9, 9, 11, 8, 12, 10, 9, 10], 1_000, 'b')], NOW);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ key: 'news', affected: 60, sample: 931, title: 'News lost 6.4% of its people in 30 days, 1.0% before' });
    expect(found?.evidence.bars).toHaveLength(8);
    expect(found?.evidence.bars[1]).toMatchObject({ count: 9, total: 940 });
  });

  it('is silent about as many as before, small lists, new ones, and those to which nobody wrote before', () => {
    const young = list([60, 9, 11, 8, 12, 10, 9, 10]).map((one) => ({ ...one, joined: 1 }));
    for (const members of [
      list([10, 9, 11, 8, 12, 10, 9, 10]),
      list([3, 9, 11, 8, 12, 10, 9, 10]),
      list([60, 1, 1, 1, 1, 1, 1, 1], 150),
      list([60, 0, 0, 0, 0, 0, 0, 0]),
      young,
      [],
    ])
      expect(judgeDecay(members, NOW)).toEqual([]);
  });

  it('raises no more false alarms than it says, where months differ', () => {
    const alarms = alarmsOf(34, (random) =>
      Array.from({ length: 5 }).flatMap((_, n) => {
        const rate = 0.005 + random() * 0.02;
        const lost = Array.from({ length: 8 }, () => binomial(random, 2_000, rate * (0.7 + 0.6 * random())));
        return judgeDecay(list(lost, 2_000, `l${n}`), NOW);
      }),
    );
    expect(alarms).toBeLessThanOrEqual(MOST_ALARMS);
  });
});

describe('a sender close to its limit', () => {
  const sender = (...sent: readonly number[]) => ({
    ...{ senderId: 'news', name: 'News', quota: 1_000 },
    days: Array.from({ length: 14 }, (_, at) => ({ day: `2026-05-${String(at + 7).padStart(2, '0')}`, n: sent[at] ?? 0 })),
  });
  const period = { from: '2026-05-07T00:00:00.000Z', until: NOW.toISOString() };

  it('is found from three days on', () => {
    expect(judgeSenders([sender(1_000, 899, 900, 0, 950)], period)).toMatchObject([
      { key: 'news', affected: 3, sample: 14, confidence: 1, title: 'News came close to its daily limit on 3 of 14 days' },
    ]);
    expect(judgeSenders([sender(1_000, 899, 900)], period)).toEqual([]);
    expect(judgeSenders([], period)).toEqual([]);
  });
});
