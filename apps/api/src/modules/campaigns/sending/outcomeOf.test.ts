import { ProviderError, type ProviderErrorKind, type ProviderErrorScope } from '@rapport/providers';
import { MAX_ATTEMPTS, MAX_OUTAGES, outageDelayMs, outcomeOf, retryDelayMs, troubleOf } from './outcomeOf.js';

const failure = (kind: ProviderErrorKind, scope: ProviderErrorScope): ProviderError =>
  new ProviderError({ kind, scope, step: 'data', message: 'x' });

describe('outcomes', () => {
  it('never plans a message again whose fate is unknown', () => {
    expect(outcomeOf(failure('unknownOutcome', 'recipient')).kind).toBe('uncertain');
    expect(outcomeOf(new Error('a bug')).kind).toBe('uncertain');
    expect(outcomeOf('nonsense').kind).toBe('uncertain');
  });

  it('blames the message only for what concerns the message', () => {
    expect(outcomeOf(failure('rejected', 'recipient')).kind).toBe('failed');
    for (const kind of ['auth', 'limited', 'rejected', 'unavailable'] as const)
      expect(outcomeOf(failure(kind, 'ours'))).toMatchObject({ kind: 'retry', isCounted: false });
    expect(outcomeOf(failure('limited', 'recipient'))).toMatchObject({ kind: 'retry', isCounted: true });
  });

  it('stops for a refused account and waits for an absent server', () => {
    expect(troubleOf(failure('auth', 'ours'))?.kind).toBe('stop');
    expect(troubleOf(failure('rejected', 'ours'))?.kind).toBe('stop');
    expect(troubleOf(failure('unavailable', 'connection'))?.kind).toBe('wait');
    expect(troubleOf(failure('limited', 'recipient'))).toBeNull();
    expect(troubleOf(failure('unknownOutcome', 'recipient'))).toBeNull();
  });

  it('waits longer each time, and at least as long as it was asked to', () => {
    expect([1, 2, 3, 99].map((attempts) => retryDelayMs(attempts, null) / 60_000)).toEqual([1, 5, 15, 720]);
    expect(retryDelayMs(1, 600_000)).toBe(600_000);
    const hours =
      Array.from({ length: MAX_OUTAGES }, (_, index) => outageDelayMs(index + 1, null)).reduce((sum, ms) => sum + ms, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(2);
    expect(MAX_ATTEMPTS).toBe(7);
  });
});
