import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../config/AppConfig.js';
import type { Context } from '../context/Context.js';
import { attachContext } from '../context/Ctx.js';
import { isId } from '../database/ids.js';
import { AppError, notFound } from '../http/AppError.js';
import { ACCESS, type Access, CSRF_EXEMPT } from '../http/routes.js';
import { assertNotForged } from './requestForgery.js';
import { Sessions } from './Sessions.js';

/** The one door: who is it, may they, and the context that everything behind it works with. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly config: AppConfig,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.get<Access | undefined>(ACCESS, execution.getHandler());
    if (!access) throw new Error(`${execution.getClass().name}.${execution.getHandler().name} does not declare who may call it.`);
    if (!this.reflector.get<boolean | undefined>(CSRF_EXEMPT, execution.getHandler())) assertNotForged(request, this.config.publicUrl);
    const anonymous: Context = { requestId: request.id, actor: { type: 'public' }, ip: request.ip, manager: this.dataSource.manager };
    attachContext(request, access.kind === 'public' ? anonymous : await this.identify(anonymous, request, access));
    return true;
  }

  private async identify(anonymous: Context, request: FastifyRequest, access: Exclude<Access, { kind: 'public' }>): Promise<Context> {
    const params = request.params as Record<string, string | undefined>;
    const workspaceId = params['workspaceId'] ?? null;
    const session = await this.sessions.find(anonymous, request, workspaceId);
    if (!session) throw new AppError('auth.required', 401, 'Please sign in.');
    const ctx: Context = { ...anonymous, actor: { type: 'user', userId: session.userId, sessionId: session.sessionId } };
    if (access.kind === 'signedIn') return ctx;
    if (!workspaceId || !isId(workspaceId) || !session.role) throw notFound('workspace');
    if (!access.roles.includes(session.role)) {
      throw new AppError(
        'auth.roleTooLow',
        403,
        `Your role (${session.role}) does not allow this. Ask one of: ${access.roles.join(', ')}.`,
      );
    }
    return Object.assign(ctx, { workspaceId, role: session.role });
  }
}
