import { isLive, isUnused, stateOf, type ApiKeyTimes } from './apiKeyState.js';

const now = new Date('2026-06-15T12:00:00.000Z');
const key: ApiKeyTimes = {
  createdAt: '2026-06-01T00:00:00.000Z',
  expiresAt: '2026-09-01T00:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
  replacedById: null,
};

it('tells the state of a key, the strongest reason first', () => {
  expect(stateOf(key, now)).toBe('active');
  expect(stateOf({ ...key, expiresAt: null }, now)).toBe('active');
  expect(stateOf({ ...key, expiresAt: '2026-06-20T00:00:00.000Z' }, now)).toBe('expiring');
  expect(stateOf({ ...key, expiresAt: '2026-06-15T12:00:00.000Z' }, now)).toBe('expired');
  expect(stateOf({ ...key, replacedById: 'x', expiresAt: '2026-06-16T00:00:00.000Z' }, now)).toBe('replaced');
  expect(stateOf({ ...key, replacedById: 'x', revokedAt: '2026-06-14T00:00:00.000Z' }, now)).toBe('revoked');
});

it('a replaced key lives until its overlap ends', () => {
  expect(isLive({ ...key, replacedById: 'x', expiresAt: '2026-06-16T00:00:00.000Z' }, now)).toBe(true);
  expect(isLive({ ...key, replacedById: 'x', expiresAt: '2026-06-15T00:00:00.000Z' }, now)).toBe(false);
});

it('warns of a live key after 30 days without use, counted from its making when it was never used', () => {
  expect(isUnused({ ...key, createdAt: '2026-05-16T12:00:00.000Z' }, now)).toBe(true);
  expect(isUnused({ ...key, createdAt: '2026-05-16T12:00:00.001Z' }, now)).toBe(false);
  expect(isUnused({ ...key, createdAt: '2026-01-01T00:00:00.000Z', lastUsedAt: '2026-06-14T00:00:00.000Z' }, now)).toBe(false);
  expect(isUnused({ ...key, createdAt: '2026-01-01T00:00:00.000Z', revokedAt: '2026-06-14T00:00:00.000Z' }, now)).toBe(false);
});
