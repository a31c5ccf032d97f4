import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import { STEP_UP_MINUTES } from '@rapport/common';
import { AuditTrail } from '../audit/AuditTrail.js';
import { AppConfig } from '../config/AppConfig.js';
import type { Context, Role, WorkspaceContext } from '../context/Context.js';
import { attachContext } from '../context/Ctx.js';
import { isId } from '../database/ids.js';
import { AppError, notFound } from '../http/AppError.js';
import { ACCESS, type Access, CSRF_EXEMPT, FIELD_SCOPES, IN_GRACE, KEY_ACCESS, STEP_UP } from '../http/routes.js';
import { Clock } from '../time/Clock.js';
import { keyNotHere, keyRefused, roleTooLow, scopeMissing, signInRequired, stepUpRequired, workspaceInGrace } from './accessErrors.js';
import { ApiKeyGuard, carriesKey } from './ApiKeyGuard.js';
import { ApiKeys } from './ApiKeys.js';
import { networkOf } from './networkOf.js';
import { RateLimits } from './RateLimits.js';
import { type FieldScopes, scopesReached } from './fieldScopes.js';
import { assertNotForged } from './requestForgery.js';
import type { Scope } from './scopes.js';
import { Sessions } from './Sessions.js';

export const STEP_UP_MS = STEP_UP_MINUTES * 60_000;

/** What a route says of itself (decorators in http/routes.ts). */
interface Declared {
  readonly access: Access;
  readonly keyAccess: Scope | 'peopleOnly' | undefined;
  readonly fieldScopes: FieldScopes;
  readonly isCsrfExempt: boolean;
  readonly needsStepUp: boolean;
  readonly isOpenInGrace: boolean;
}

/**
 * The one door: who is it, may they, and the context that everything behind it works with. More than six dependencies: it asks session, key,
 * limits and route, and decides once (docs/adr/0004); a second guard would be a second place to forget.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly declarations = new WeakMap<object, Declared>();

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly keys: ApiKeys,
    private readonly keyGuard: ApiKeyGuard,
    private readonly limits: RateLimits,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly config: AppConfig,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    const declared = this.declarationOf(execution);
    const anonymous: Context = { requestId: request.id, actor: { type: 'public' }, ip: request.ip, manager: this.dataSource.manager };
    if (declared.access.kind !== 'public' && carriesKey(request.headers)) {
      attachContext(request, await this.admitKey(anonymous, execution, reply, declared));
      return true;
    }
    if (!declared.isCsrfExempt) assertNotForged(request, this.config.publicUrl);
    attachContext(request, await this.admitWithoutKey(anonymous, request, reply, declared));
    return true;
  }

  private async admitWithoutKey(anonymous: Context, request: FastifyRequest, reply: FastifyReply, declared: Declared): Promise<Context> {
    if (declared.access.kind !== 'public') return this.admitPerson(anonymous, request, reply, declared);
    // Pages, probes and the links of unsubscribing are no API, and must always answer.
    if (request.routeOptions.url?.startsWith('/api/')) await this.limits.spend(reply, ['address', networkOf(request.ip)]);
    return anonymous;
  }

  private async admitPerson(anonymous: Context, request: FastifyRequest, reply: FastifyReply, declared: Declared): Promise<Context> {
    const session = await this.sessions.find(anonymous, request, workspaceIdOf(request));
    await this.limits.spend(reply, session ? ['person', session.userId] : ['address', networkOf(request.ip)]);
    if (!session) throw signInRequired();
    const age = session.steppedUpAt === null ? NaN : this.clock.now().getTime() - Date.parse(session.steppedUpAt);
    // A proof from the future (the clock was set back) is none.
    const isSteppedUp = age >= 0 && age < STEP_UP_MS;
    const ctx: Context = { ...anonymous, actor: { type: 'user', userId: session.userId, sessionId: session.sessionId, isSteppedUp } };
    const inside = this.enter(ctx, request, declared, session);
    if (declared.access.kind === 'roles' && session.role && !declared.access.roles.includes(session.role))
      return this.refuse(inside, request, roleTooLow(session.role, declared.access.roles));
    if (declared.needsStepUp && !isSteppedUp) throw stepUpRequired();
    return inside;
  }

  private async admitKey(anonymous: Context, execution: ExecutionContext, reply: FastifyReply, declared: Declared): Promise<Context> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const key = await this.keyGuard.find(execution);
    if (!key) {
      await this.limits.spend(reply, ['address', networkOf(request.ip)]);
      throw keyRefused();
    }
    await this.limits.spend(reply, ['key', key.keyId], ['workspace', key.workspaceId]);
    const ctx: Context = { ...anonymous, actor: { type: 'key', keyId: key.keyId, userId: key.userId, scopes: key.scopes } };
    if (declared.access.kind !== 'roles') throw keyNotHere();
    // A key of another workspace is a stranger here.
    const isHere = key.workspaceId === workspaceIdOf(request);
    const inside = this.enter(ctx, request, declared, { role: isHere ? key.role : null, workspaceDeletedAt: key.workspaceDeletedAt });
    await this.keys.noteUse(ctx, key, `${request.method} ${request.routeOptions.url ?? ''}`);
    const scope = declared.keyAccess;
    if (scope === 'peopleOnly' || scope === undefined) return this.refuse(inside, request, keyNotHere());
    const missing = [scope, ...scopesReached(declared.fieldScopes, request)].find((needed) => !key.scopes.includes(needed));
    if (missing) return this.refuse(inside, request, scopeMissing(missing));
    if (!declared.access.roles.includes(key.role)) return this.refuse(inside, request, roleTooLow(key.role, declared.access.roles));
    return inside;
  }

  /** Into the workspace of the path, if the route has one. Whoever is no member cannot tell whether it exists. */
  private enter(
    ctx: Context,
    request: FastifyRequest,
    declared: Declared,
    membership: { role: Role | null; workspaceDeletedAt: string | null },
  ): Context {
    if (declared.access.kind !== 'roles') return ctx;
    const workspaceId = workspaceIdOf(request);
    if (!workspaceId || !isId(workspaceId) || !membership.role) throw notFound('workspace');
    if (membership.workspaceDeletedAt !== null && !declared.isOpenInGrace) throw workspaceInGrace(membership.workspaceDeletedAt);
    return Object.assign(ctx, { workspaceId, role: membership.role }) satisfies WorkspaceContext;
  }

  private async refuse(ctx: Context, request: FastifyRequest, error: AppError): Promise<never> {
    const details = { code: error.code, method: request.method, route: request.routeOptions.url ?? null };
    await this.audit.record(ctx, { action: 'access.refused', details });
    throw error;
  }

  private declarationOf(execution: ExecutionContext): Declared {
    const handler = execution.getHandler();
    const known = this.declarations.get(handler);
    if (known) return known;
    const access = this.reflector.get<Access | undefined>(ACCESS, handler);
    if (!access) throw new Error(`${execution.getClass().name}.${handler.name} does not declare who may call it.`);
    const declared: Declared = {
      access,
      keyAccess: this.reflector.get<Scope | 'peopleOnly' | undefined>(KEY_ACCESS, handler),
      fieldScopes: this.reflector.get<FieldScopes | undefined>(FIELD_SCOPES, handler) ?? {},
      isCsrfExempt: this.reflector.get<boolean | undefined>(CSRF_EXEMPT, handler) === true,
      needsStepUp: this.reflector.get<boolean | undefined>(STEP_UP, handler) === true,
      isOpenInGrace: this.reflector.get<boolean | undefined>(IN_GRACE, handler) === true,
    };
    this.declarations.set(handler, declared);
    return declared;
  }
}

function workspaceIdOf(request: FastifyRequest): string | null {
  return (request.params as Record<string, string | undefined>)['workspaceId'] ?? null;
}
