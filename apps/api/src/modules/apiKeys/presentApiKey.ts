import type { ApiKeyDto } from './ApiKeyDtos.js';
import type { ApiKey } from './ApiKeyRepository.js';
import { isLive, isUnused, stateOf } from './apiKeyState.js';

export function presentApiKey({ userId, makerName, isMakerMember, ...key }: ApiKey, now: Date): ApiKeyDto {
  return {
    ...key,
    prefix: `rk_${key.prefix}`,
    scopes: [...key.scopes],
    state: stateOf(key, now),
    isLive: isLive(key, now),
    isUnused: isUnused(key, now),
    maker: { userId, name: makerName, isMember: isMakerMember },
  };
}
