import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context } from '../../platform/context/Context.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { systemMailOf, type SystemMailContent } from '../../platform/mail/systemMailOf.js';
import { deviceName } from '../../platform/security/deviceName.js';
import { userAgentOf } from '../../platform/security/Sessions.js';
import { Clock } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { type Notice, noticeMail } from './accountMails.js';

/** Mail about accounts, in the transaction of what it tells. */
@Injectable()
export class AccountMailer {
  constructor(
    private readonly mailer: SystemMailer,
    private readonly users: UserService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  send(ctx: Context, to: string, mail: Omit<SystemMailContent, 'to' | 'publicUrl'>): Promise<void> {
    return this.mailer.send(ctx, systemMailOf({ ...mail, to, publicUrl: this.config.publicUrl }));
  }

  /** Tells the owner what was done to their account, and from where. */
  async tell(ctx: Context, userId: string, notice: Notice, request: FastifyRequest): Promise<void> {
    const { email } = await this.users.requireUser(ctx, userId);
    const time = `${this.clock.now().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    await this.send(ctx, email, noticeMail(notice, { time, device: deviceName(userAgentOf(request)), ip: ctx.ip }));
  }

  linkTo(path: string, token?: string): string {
    return [this.config.publicUrl, path, ...(token ? [token] : [])].join('/');
  }
}
