import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { Actor, Context } from '../../platform/context/Context.js';
import { deviceName } from '../../platform/security/deviceName.js';
import { userAgentOf } from '../../platform/security/Sessions.js';

/** What happens to accounts; the sign-in log of a person shows these. */
export type AccountAction =
  | 'auth.registrationRequested'
  | 'auth.registered'
  | 'auth.signedIn'
  | 'auth.signInRefused'
  | 'auth.secondFactorAwaited'
  | 'auth.secondFactorRefused'
  | 'auth.signedOut'
  | 'auth.steppedUp'
  | 'auth.stepUpRefused'
  | 'auth.sessionRevoked'
  | 'auth.otherSessionsRevoked'
  | 'auth.passwordChanged'
  | 'auth.passwordResetRequested'
  | 'auth.passwordReset'
  | 'auth.emailChangeRequested'
  | 'auth.emailChanged'
  | 'auth.emailConfirmationRequested'
  | 'auth.emailConfirmed'
  | 'auth.profileChanged'
  | 'auth.twoFactorBegun'
  | 'auth.twoFactorTurnedOn'
  | 'auth.twoFactorTurnedOff'
  | 'auth.recoveryCodesMade'
  | 'auth.recoveryCodeUsed'
  | 'auth.recoveredByOperator'
  | 'auth.accountDeleted';

interface AccountEvent {
  /** Null: somebody tried an account that does not exist. */
  readonly userId: string | null;
  readonly request?: FastifyRequest;
  readonly details?: object;
  readonly before?: object;
  readonly after?: object;
  readonly actor?: Actor;
}

/** Writes the audit entries of accounts, each with the device it came from. They belong to no workspace. */
@Injectable()
export class AccountLog {
  constructor(private readonly audit: AuditTrail) {}

  record(ctx: Context, action: AccountAction, { userId, request, details, before, after, actor }: AccountEvent): Promise<void> {
    return this.audit.record(
      { requestId: ctx.requestId, actor: ctx.actor, ip: ctx.ip, manager: ctx.manager },
      {
        action,
        ...(userId ? { entity: ['user', userId] as const } : {}),
        ...(before ? { before } : {}),
        ...(after ? { after } : {}),
        ...(actor ? { actor } : {}),
        details: { ...(request ? { device: deviceName(userAgentOf(request)) } : {}), ...details },
      },
    );
  }
}
