import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { Actor, Context } from '../../platform/context/Context.js';
import { deviceName } from '../../platform/security/deviceName.js';
import { userAgentOf } from '../../platform/security/Sessions.js';
import type { authActs } from './authActs.js';

/** What happens to accounts; the sign-in log of a person shows these. */
export type AccountAction = keyof typeof authActs;

interface AccountEvent {
  /** Null: someone tried an account that does not exist. */
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
