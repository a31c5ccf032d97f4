import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import { ApiKeys, type KeyAccess } from './ApiKeys.js';

const NAME = 'apiKey';
const PREFIX = 'Bearer ';

/** Reads `Authorization: Bearer rk_…`. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(HeaderAPIKeyStrategy, NAME) {
  constructor(private readonly keys: ApiKeys) {
    super({ header: 'Authorization', prefix: PREFIX }, false);
  }

  async validate(apiKey: string): Promise<KeyAccess | false> {
    return (await this.keys.find(apiKey)) ?? false;
  }
}

/** Puts the key's access on `request.user`, or false. It refuses nothing by itself: AccessGuard decides. */
@Injectable()
export class ApiKeyGuard extends AuthGuard(NAME) {
  override handleRequest<T>(error: unknown, found: T): T {
    if (error) throw error as Error;
    return found;
  }
}

/** A proxy in front may add an Authorization of its own, of another scheme. */
export function carriesKey(headers: { readonly authorization?: string | undefined }): boolean {
  return headers.authorization?.startsWith(PREFIX) === true;
}
