import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UserService } from '../../users/UserService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { AccountLog } from '../AccountLog.js';
import type { ConfirmRegistrationDto } from '../AuthDtos.js';
import type { Exchange } from '../Exchange.js';
import { NewSessions } from '../signIn/NewSessions.js';

interface NewAccount {
  readonly email: string;
  /** Made outside the transaction. */
  readonly passwordHash: string;
}

/** An account with a proven address and a workspace of its own, signed in at once. Inside the caller's unit of work. */
@Injectable()
export class NewAccounts {
  constructor(
    private readonly users: UserService,
    private readonly workspaces: WorkspaceService,
    private readonly sessions: NewSessions,
    private readonly log: AccountLog,
  ) {}

  async open(ctx: Context, { email, passwordHash }: NewAccount, input: ConfirmRegistrationDto, exchange: Exchange): Promise<string> {
    const user = await this.users.create(ctx, { email, name: input.name, passwordHash });
    await this.workspaces.create(ctx, user.id, {
      name: input.workspaceName ?? `${input.name}'s workspace`,
      ...(input.timeZone ? { timeZone: this.workspaces.validTimeZone(input.timeZone) } : {}),
    });
    await this.log.record(ctx, 'auth.registered', { userId: user.id, request: exchange.request });
    await this.sessions.start(ctx, { userId: user.id, invitationId: null, provesEmail: false }, 'password', exchange);
    return user.id;
  }
}
