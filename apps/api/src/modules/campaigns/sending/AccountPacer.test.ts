import { dayOf, type Lease, leaseOf } from '../../providers/SenderAllowanceService.js';
import { AccountPacer } from './AccountPacer.js';
import { SendPacer } from './SendPacer.js';

const unlimited = { ratePerMinute: null, pacedUntil: '', quotaPerDay: null, quotaUsed: 0, quotaDay: '' };
const today = dayOf(new Date('2026-03-28T23:30:00Z'), 'Europe/Berlin');
const NOW = Date.parse('2026-03-28T23:30:00Z');

describe('a slice of an account', () => {
  it('is a second long, or some messages at a slow rate, and never more than five seconds', () => {
    const messagesAt = (ratePerMinute: number): unknown => leaseOf({ ...unlimited, ratePerMinute }, 1_000_000, NOW, null);
    expect(messagesAt(60_000)).toMatchObject({ messages: 1_000, everyMs: 1, from: NOW });
    expect(messagesAt(600)).toMatchObject({ messages: 10, everyMs: 100 });
    expect(messagesAt(60)).toMatchObject({ messages: 5, everyMs: 1_000 });
    expect(messagesAt(12)).toMatchObject({ messages: 1, everyMs: 5_000 });
    expect(messagesAt(1)).toMatchObject({ messages: 1, everyMs: 60_000 });
  });

  it('begins where the last one ends, and is not taken when that is far away', () => {
    const until = (ms: number): string => new Date(NOW + ms).toISOString();
    const at = (ms: number): Lease => leaseOf({ ...unlimited, ratePerMinute: 600, pacedUntil: until(ms) }, 100, NOW, null);
    expect(at(-60_000)).toMatchObject({ kind: 'granted', from: NOW });
    expect(at(1_500)).toMatchObject({ kind: 'granted', from: NOW + 1_500, messages: 10 });
    expect(at(10_000)).toEqual({ kind: 'wait', until: NOW + 9_000 });
  });

  it('holds no more than is left of the quota, which is counted by day of the workspace', () => {
    const limits = { ...unlimited, quotaPerDay: 100 };
    // Berlin: already the 29th, the day of 23 hours.
    expect(today).toEqual({ day: '2026-03-29', endsAt: new Date('2026-03-29T22:00:00Z') });
    expect(leaseOf({ ...limits, quotaUsed: 100, quotaDay: '2026-03-28' }, 30, NOW, today)).toMatchObject({ messages: 30, everyMs: 0 });
    expect(leaseOf({ ...limits, quotaUsed: 90, quotaDay: '2026-03-29' }, 30, NOW, today)).toMatchObject({ messages: 10 });
    expect(leaseOf({ ...limits, quotaUsed: 100, quotaDay: '2026-03-29' }, 30, NOW, today)).toEqual({ kind: 'spent', until: today.endsAt });
    // The quota was lowered meanwhile.
    expect(leaseOf({ ...limits, quotaUsed: 150, quotaDay: '2026-03-29' }, 30, NOW, today)).toMatchObject({ kind: 'spent' });
  });
});

describe('a lane of an account', () => {
  let now = NOW;
  const given: Lease[] = [];
  const back: [string, number][] = [];
  let asked = 0;
  const lane = (perMinute = 1_000_000): AccountPacer =>
    new AccountPacer(
      new SendPacer(perMinute, () => now),
      {
        lease: () => {
          asked += 1;
          return Promise.resolve(given.shift() ?? { kind: 'wait', until: now + 1_000 });
        },
        giveBack: (day, messages) => Promise.resolve(void back.push([day, messages])),
      },
      () => now,
    );
  beforeEach(() => {
    now = NOW;
    asked = 0;
    given.length = 0;
    back.length = 0;
  });
  const slice = (over: object = {}): Lease => ({ kind: 'granted', messages: 10, from: now, everyMs: 100, day: null, ...over });

  it('uses a slice evenly and asks once for it', async () => {
    given.push(slice());
    const pacer = lane();
    expect(await pacer.grant(50, 200)).toBe(1);
    expect(await pacer.grant(50, 200)).toBe(0);
    expect(pacer.waitMs()).toBe(100);
    now += 350;
    expect(await pacer.grant(50, 200)).toBe(3);
    now += 600;
    expect(await pacer.grant(50, 200)).toBe(6);
    expect(asked).toBe(1);
  });

  it('waits for a slice that begins later', async () => {
    given.push(slice({ from: now + 1_500 }));
    const pacer = lane();
    expect(await pacer.grant(50, 200)).toBe(0);
    expect(pacer.waitMs()).toBe(1_500);
    now += 1_500;
    expect(await pacer.grant(50, 200)).toBe(1);
    expect(asked).toBe(1);
  });

  it('loses what it did not use in time, and gives back what it took of the quota', async () => {
    given.push(slice({ day: '2026-03-29' }));
    const pacer = lane();
    await pacer.grant(50, 200);
    now += 60_000;
    expect(await pacer.grant(50, 200)).toBe(0);
    expect(back).toEqual([['2026-03-29', 9]]);
    await pacer.close();
    expect(back).toHaveLength(1);
  });

  it('is never faster than its campaign may be', async () => {
    given.push(slice({ everyMs: 0 }), slice({ everyMs: 0 }));
    const pacer = lane(60);
    expect(await pacer.grant(50, 200)).toBe(1);
    expect(await pacer.grant(50, 200)).toBe(0);
    expect(pacer.waitMs()).toBe(1_000);
  });

  it('stops asking when the day is over', async () => {
    given.push({ kind: 'spent', until: new Date(now + 3_600_000) });
    const pacer = lane();
    expect(await pacer.grant(50, 200)).toBe(0);
    expect(await pacer.grant(50, 200)).toBe(0);
    expect(pacer.spentUntil).toEqual(new Date(now + 3_600_000));
    expect(asked).toBe(1);
  });

  it('is waited for, or sends the lane away, by the patience it is given', async () => {
    const share = {
      lease: () => Promise.resolve<Lease>({ kind: 'wait', until: now + 60_000 }),
      giveBack: () => Promise.resolve(),
    };
    const pacer = new AccountPacer(lane(), share, () => now, 10_000);
    expect(pacer.awayUntil).toBeNull();
    expect(await pacer.grant(1, 1)).toBe(0);
    expect(pacer.awayUntil).toEqual(new Date(now + 60_000));
    now += 50_000;
    expect(pacer.awayUntil).toBeNull();
    expect(pacer.waitMs()).toBe(10_000);
  });

  it('is the slower of two, and ends with the day of the one inside', async () => {
    given.push(slice({ everyMs: 0, messages: 1 }), { kind: 'spent', until: new Date(now + 3_600_000) });
    const share = {
      lease: () => Promise.resolve<Lease>({ kind: 'granted', messages: 5, from: now, everyMs: 1_000, day: null }),
      giveBack: () => Promise.resolve(),
    };
    const pacer = new AccountPacer(lane(), share, () => now);
    expect(await pacer.grant(10, 10)).toBe(1);
    expect(await pacer.grant(10, 10)).toBe(0);
    expect(pacer.waitMs()).toBe(1_000);
    expect(pacer.spentUntil).toBeNull();
    now += 1_000;
    expect(await pacer.grant(10, 10)).toBe(0);
    expect(pacer.spentUntil).toEqual(new Date(NOW + 3_600_000));
    expect(asked).toBe(2);
  });
});
