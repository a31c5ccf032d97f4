import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type Context } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../platform/security/passwords.js';
import { Sessions } from '../../platform/security/Sessions.js';
import { version } from '../../platform/version.js';
import { SettingsService } from '../settings/SettingsService.js';
import { UserService } from '../users/UserService.js';
import { InvitationService } from '../workspaces/InvitationService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type {
  AcceptInvitationDto,
  ChangePasswordDto,
  InvitationPreviewDto,
  LoginDto,
  RegisterDto,
  SessionDto,
  SetupDto,
} from './AuthDtos.js';
import { loginRefused, registrationClosed, shortPassword } from './authErrors.js';

/** The request and the answer whose cookie is read or set. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const MIN_PASSWORD = 10;

/** Signing up, in and out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UserService,
    private readonly workspaces: WorkspaceService,
    private readonly invitations: InvitationService,
    private readonly settings: SettingsService,
    private readonly sessions: Sessions,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  async setup(ctx: Context): Promise<SetupDto> {
    const needsFirstAccount = await this.users.hasNoAccounts(ctx);
    return {
      needsFirstAccount,
      registrationOpen: needsFirstAccount || (await this.settings.isRegistrationOpen(ctx)),
      version,
      database: this.config.database.kind,
    };
  }

  async register(ctx: Context, input: RegisterDto, exchange: Exchange): Promise<SessionDto> {
    const passwordHash = await hashPassword(input.password);
    const userId = await this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.settings.isRegistrationOpen(ctx)) && !(await this.users.hasNoAccounts(ctx))) throw registrationClosed();
      const user = await this.users.create(ctx, { email: input.email, name: input.name, passwordHash });
      await this.workspaces.create(ctx, user.id, {
        name: input.workspaceName ?? `${input.name}'s workspace`,
        ...(input.timeZone ? { timeZone: this.workspaces.validTimeZone(input.timeZone) } : {}),
      });
      await this.sessions.start(ctx, user.id, exchange.request, exchange.reply);
      return user.id;
    });
    return this.describe(ctx, userId);
  }

  async login(ctx: Context, input: LoginDto, exchange: Exchange): Promise<SessionDto> {
    const user = await this.users.authenticate(ctx, input.email, input.password);
    if (!user) throw loginRefused();
    await this.sessions.start(ctx, user.id, exchange.request, exchange.reply);
    return this.describe(ctx, user.id);
  }

  async logout(ctx: Context, exchange: Exchange): Promise<void> {
    if (ctx.actor.type === 'user') await this.sessions.end(ctx, ctx.actor.sessionId, exchange.reply);
  }

  currentSession(ctx: Context): Promise<SessionDto> {
    return this.describe(ctx, actorUserId(ctx) ?? '');
  }

  async updateMe(ctx: Context, name: string): Promise<SessionDto> {
    await this.users.rename(ctx, actorUserId(ctx) ?? '', name);
    return this.currentSession(ctx);
  }

  async changePassword(ctx: Context, input: ChangePasswordDto): Promise<void> {
    if (ctx.actor.type !== 'user') return;
    await this.users.changePassword(ctx, ctx.actor.userId, input.currentPassword, input.newPassword);
    await this.sessions.endOthers(ctx, ctx.actor.userId, ctx.actor.sessionId);
  }

  async previewInvitation(ctx: Context, token: string): Promise<InvitationPreviewDto> {
    const { workspaceName, email, role, expiresAt } = await this.invitations.requireOpen(ctx, token);
    return { workspaceName, email, role, expiresAt, accountExists: (await this.users.findByEmail(ctx, email)) !== null };
  }

  async acceptInvitation(ctx: Context, token: string, input: AcceptInvitationDto, exchange: Exchange): Promise<SessionDto> {
    const invitation = await this.invitations.requireOpen(ctx, token);
    const existing = await this.users.findByEmail(ctx, invitation.email);
    const newPasswordHash = existing ? null : await this.hashNewPassword(input.password);
    if (existing && !(await this.users.authenticate(ctx, invitation.email, input.password))) throw loginRefused();
    const userId = await this.unitOfWork.run(ctx, async (ctx) => {
      const user =
        existing ??
        (await this.users.create(ctx, {
          email: invitation.email,
          name: input.name ?? invitation.email,
          passwordHash: newPasswordHash ?? '',
        }));
      await this.invitations.accept(ctx, invitation, user.id);
      await this.sessions.start(ctx, user.id, exchange.request, exchange.reply);
      return user.id;
    });
    return this.describe(ctx, userId);
  }

  private async hashNewPassword(password: string): Promise<string> {
    if (password.length < MIN_PASSWORD) throw shortPassword();
    return hashPassword(password);
  }

  private async describe(ctx: Context, userId: string): Promise<SessionDto> {
    const [user, workspaces] = [await this.users.requireUser(ctx, userId), await this.workspaces.listMembershipsOf(ctx, userId)];
    return { user: { id: user.id, name: user.name ?? user.email, email: user.email }, workspaces };
  }
}
