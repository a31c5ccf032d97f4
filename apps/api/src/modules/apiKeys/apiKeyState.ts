import { API_KEY_UNUSED_DAYS } from '@rapport/common';

const DAY_MS = 86_400_000;
const EXPIRING_MS = 14 * DAY_MS;
const UNUSED_MS = API_KEY_UNUSED_DAYS * DAY_MS;

/** `expiring`: within two weeks. `replaced`: rotated; it works until its overlap ends. */
export const API_KEY_STATES = ['active', 'expiring', 'expired', 'revoked', 'replaced'] as const;
export type ApiKeyState = (typeof API_KEY_STATES)[number];

export interface ApiKeyTimes {
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly replacedById: string | null;
}

export function stateOf(key: ApiKeyTimes, now: Date): ApiKeyState {
  if (key.revokedAt !== null) return 'revoked';
  if (key.replacedById !== null) return 'replaced';
  if (key.expiresAt === null) return 'active';
  const left = Date.parse(key.expiresAt) - now.getTime();
  if (left <= 0) return 'expired';
  return left <= EXPIRING_MS ? 'expiring' : 'active';
}

export function isLive(key: ApiKeyTimes, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || Date.parse(key.expiresAt) > now.getTime());
}

/** A door nobody uses is one to close: a live key that has not been used for `API_KEY_UNUSED_DAYS`. */
export function isUnused(key: ApiKeyTimes, now: Date): boolean {
  return isLive(key, now) && now.getTime() - Date.parse(key.lastUsedAt ?? key.createdAt) >= UNUSED_MS;
}
