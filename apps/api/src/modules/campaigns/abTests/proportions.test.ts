import { chanceOfDifference, differenceInterval, pairsOf, shareInterval } from './proportions.js';
import { verdictOf, type VariantFigures } from './winner.js';

describe('a share', () => {
  it('lies where Wilson says', () => {
    const interval = shareInterval({ count: 10, of: 100 });
    expect(interval?.low).toBeCloseTo(0.0552, 4);
    expect(interval?.high).toBeCloseTo(0.1744, 4);
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    expect(shareInterval({ count: 81, of: 263 })?.low).toBeCloseTo(0.2553, 4);
    expect(shareInterval({ count: 15, of: 148 })?.high).toBeCloseTo(0.1605, 4);
    expect(shareInterval({ count: 0, of: 20 })).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) as number });
    expect(shareInterval({ count: 1, of: 29 })?.low).toBeCloseTo(0.0061, 4);
    expect(shareInterval({ count: 20, of: 20 })?.high).toBe(1);
  });

  it('is not known of nobody', () => {
    expect(shareInterval({ count: 0, of: 0 })).toBeNull();
    expect(differenceInterval({ count: 0, of: 0 }, { count: 1, of: 2 })).toBeNull();
    expect(chanceOfDifference({ count: 0, of: 0 }, { count: 0, of: 0 })).toBeNull();
  });
});

describe('a difference', () => {
  it('lies where Newcombe says', () => {
    // Newcombe 1998, table II, method 10: 56/70 – 48/80, 9/10 – 3/10, 0/10 – 0/10.
    const large = differenceInterval({ count: 56, of: 70 }, { count: 48, of: 80 });
    expect(large?.low).toBeCloseTo(0.0524, 4);
    expect(large?.high).toBeCloseTo(0.3339, 4);
    const small = differenceInterval({ count: 9, of: 10 }, { count: 3, of: 10 });
    expect(small?.low).toBeCloseTo(0.1705, 4);
    expect(small?.high).toBeCloseTo(0.809, 3);
    const none = differenceInterval({ count: 0, of: 10 }, { count: 0, of: 10 });
    expect(none?.high).toBeCloseTo(0.2775, 4);
  });

  it('is as likely as the pooled test of two proportions says', () => {
    // z = 2.19089 and z = 1.95996: two-sided.
    expect(chanceOfDifference({ count: 45, of: 100 }, { count: 30, of: 100 })).toBeCloseTo(0.02846, 4);
    expect(chanceOfDifference({ count: 30, of: 100 }, { count: 45, of: 100 })).toBeCloseTo(0.02846, 4);
    expect(chanceOfDifference({ count: 30, of: 100 }, { count: 30, of: 100 })).toBeCloseTo(1, 6);
    expect(chanceOfDifference({ count: 600, of: 1000 }, { count: 400, of: 1000 })).toBeLessThan(1e-12);
  });

  it('is not judged where fewer than five would be expected', () => {
    expect(chanceOfDifference({ count: 9, of: 1000 }, { count: 0, of: 1000 })).toBeNull();
    expect(chanceOfDifference({ count: 10, of: 1000 }, { count: 0, of: 1000 })).not.toBeNull();
    expect(chanceOfDifference({ count: 1000, of: 1000 }, { count: 995, of: 1000 })).toBeNull();
  });
});

describe('a winner', () => {
  const figures = (...opened: number[]): VariantFigures[] =>
    opened.map((count, index) => {
      const nothing = { clicked: 0, replied: 0, unsubscribed: 0, complained: 0, bounced: 0 };
      return { variantId: `v${index}`, sent: 100, opened: count, ...nothing };
    });

  it('needs the confidence that was asked for', () => {
    expect(verdictOf({ rule: 'opens', confidence: 95 }, figures(30, 45))).toEqual({ leaderId: 'v1', confidence: 97.1, isWinner: true });
    expect(verdictOf({ rule: 'opens', confidence: 99 }, figures(30, 45)).isWinner).toBe(false);
  });

  it('is held against the runner-up, with a correction for all pairs', () => {
    expect([2, 3, 5].map(pairsOf)).toEqual([1, 3, 10]);
    // 1 – 3 · 0.02846
    expect(verdictOf({ rule: 'opens', confidence: 95 }, figures(30, 45, 10))).toEqual({
      leaderId: 'v1',
      confidence: 91.4,
      isWinner: false,
    });
    expect(verdictOf({ rule: 'opens', confidence: 90 }, figures(30, 45, 10)).isWinner).toBe(true);
  });

  it('is nobody where nothing was done, or too little', () => {
    expect(verdictOf({ rule: 'clicks', confidence: 80 }, figures(30, 45))).toEqual({ leaderId: 'v0', confidence: null, isWinner: false });
    expect(verdictOf({ rule: 'opens', confidence: 80 }, figures(3, 5))).toEqual({ leaderId: 'v1', confidence: null, isWinner: false });
  });
});
