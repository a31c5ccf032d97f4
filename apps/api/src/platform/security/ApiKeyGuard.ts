import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import { ApiKeys, type KeyAccess } from './ApiKeys.js';

const NAME = 'apiKey';
/** The name of the scheme may be written in any case (RFC 9110). */
const BEARER = /^bearer +/i;

/** Reads `Authorization: Bearer rk_…`, and nothing else: a key in a URL would end up in logs and histories. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(HeaderAPIKeyStrategy, NAME) {
  constructor(private readonly keys: ApiKeys) {
    super({ header: 'Authorization', prefix: '' }, false);
  }

  async validate(header: string): Promise<KeyAccess | false> {
    return (await this.keys.find(keyIn(header))) ?? false;
  }
}

/** Finds the key of a request. It refuses nothing by itself: AccessGuard decides. */
@Injectable()
export class ApiKeyGuard extends AuthGuard(NAME) {
  async find(execution: ExecutionContext): Promise<KeyAccess | null> {
    await this.canActivate(execution);
    return execution.switchToHttp().getRequest<FastifyRequest & { user?: KeyAccess | false }>().user || null;
  }

  override handleRequest<T>(error: unknown, found: T): T {
    if (error) throw error as Error;
    return found;
  }
}

/** The key in an `Authorization` header that carries one. */
export function keyIn(authorization: string): string {
  return authorization.replace(BEARER, '').trimEnd();
}

/** A proxy in front may add an Authorization of its own, of another scheme. */
export function carriesKey(headers: { readonly authorization?: string | undefined }): boolean {
  return headers.authorization !== undefined && BEARER.test(headers.authorization);
}
