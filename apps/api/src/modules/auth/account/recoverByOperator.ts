import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { AppConfig } from '../../../platform/config/AppConfig.js';
import { systemContext } from '../../../platform/context/contexts.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { KeyRing } from '../../../platform/security/KeyRing.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import type { Clock } from '../../../platform/time/Clock.js';
import type { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { PasswordResetRepository } from '../passwords/PasswordResetRepository.js';
import { TwoFactorRepository } from '../twoFactor/TwoFactorRepository.js';

interface Tools {
  readonly dataSource: DataSource;
  readonly keyRing: KeyRing;
  readonly config: AppConfig;
  readonly clock: Clock;
  readonly users: Pick<UserService, 'findByEmail'>;
}

export interface Recovery {
  /** Where a new password is chosen; works once, for an hour. */
  readonly link: string;
  readonly hadSecondFactor: boolean;
  readonly endedSessions: number;
}

/**
 * For somebody who lost both phone and recovery codes, by whoever runs the server: the second factor goes, all sessions end, and a
 * link to a new password is made. Null when there is no such account. It is in the person's sign-in log.
 */
export function recoverByOperator({ dataSource, keyRing, config, clock, users }: Tools, email: string): Promise<Recovery | null> {
  const unitOfWork = new UnitOfWork();
  const log = new AccountLog(new AuditTrail(unitOfWork, keyRing, clock));
  return unitOfWork.run(systemContext(dataSource.manager), async (ctx) => {
    const user = await users.findByEmail(ctx, email);
    if (!user) return null;
    const hadSecondFactor = await new TwoFactorRepository().remove(ctx, user.id);
    const endedSessions = await new Sessions(config, clock).endAll(ctx, user.id);
    const token = await new PasswordResetRepository(clock).issue(ctx, user.id);
    await log.record(ctx, 'auth.recoveredByOperator', { userId: user.id, details: { hadSecondFactor, endedSessions } });
    return { link: `${config.publicUrl}/reset-password/${token}`, hadSecondFactor, endedSessions };
  });
}
