import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import type { AppError } from '../http/AppError.js';
import { tooLargeForStrangers } from '../http/requestErrors.js';
import { isUnmatched } from '../http/knownRoutes.js';
import { AccessDeclarations } from './AccessDeclarations.js';
import { keyRefused, signInRequired } from './accessErrors.js';
import { carriesKey, keyIn } from './ApiKeyGuard.js';
import { ApiKeys } from './ApiKeys.js';
import { Sessions } from './Sessions.js';

/** Who may send more than a stranger (`requestLimits.strangerBytes`): asked before the body is read, while AccessGuard comes after. */
@Injectable()
export class BodyAllowance {
  private publicRoutes: ReadonlySet<string> | null = null;

  constructor(
    private readonly sessions: Sessions,
    private readonly keys: ApiKeys,
    private readonly declarations: AccessDeclarations,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /**
   * Null for a live session or key. Else what the sender is told: where nobody needs to sign in, that it is too large; anywhere else,
   * that they have to, as for a small body: whoever saves something long with a session that has ended signs in again.
   */
  async refusalOf(request: FastifyRequest): Promise<AppError | null> {
    const isKey = carriesKey(request.headers);
    if (await (isKey ? this.hasKey(request) : this.hasSession(request))) return null;
    if (isUnmatched(request) || this.isPublic(request)) return tooLargeForStrangers();
    return isKey ? keyRefused() : signInRequired();
  }

  private async hasKey({ headers }: FastifyRequest): Promise<boolean> {
    return (await this.keys.find(keyIn(headers.authorization ?? ''))) !== null;
  }

  private async hasSession(request: FastifyRequest): Promise<boolean> {
    const { manager } = this.dataSource;
    return (
      (await this.sessions.find({ requestId: request.id, actor: { type: 'public' }, ip: request.ip, manager }, request, null)) !== null
    );
  }

  private isPublic({ method, routeOptions }: FastifyRequest): boolean {
    this.publicRoutes ??= new Set(
      this.declarations.list().flatMap(({ access, method, path }) => (access?.kind === 'public' ? [`${method} ${path}`] : [])),
    );
    return this.publicRoutes.has(`${method} ${routeOptions.url ?? ''}`);
  }
}
