import { SendPacer } from './SendPacer.js';

describe('SendPacer', () => {
  it('grants the configured rate and not more', () => {
    let time = 0;
    const pacer = new SendPacer(60, () => time);
    let granted = 0;
    for (; time < 60_000; time += 100) granted += pacer.grant(10);
    expect(granted).toBeGreaterThanOrEqual(59);
    expect(granted).toBeLessThanOrEqual(61);
  });

  it('saves nothing up during a pause', () => {
    let time = 0;
    const pacer = new SendPacer(600, () => time);
    time = 3_600_000;
    expect(pacer.grant(1000)).toBe(2);
  });

  it('says how long to wait, and survives a clock that is set back', () => {
    let time = 1000;
    const pacer = new SendPacer(60, () => time);
    expect(pacer.grant(1)).toBe(1);
    expect(pacer.waitMs()).toBe(1000);
    time = 0;
    expect(pacer.waitMs()).toBe(1000);
    time = 1000;
    expect(pacer.grant(1)).toBe(1);
  });
});
