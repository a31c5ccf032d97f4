import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { AppConfig } from '../../../platform/config/AppConfig.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { ApiKeys } from '../../../platform/security/ApiKeys.js';
import type { KeyRing } from '../../../platform/security/KeyRing.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import type { Clock } from '../../../platform/time/Clock.js';
import type { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { AddressProof } from '../credentials/AddressProof.js';
import { PendingAccess } from '../credentials/PendingAccess.js';
import { EmailChangeRepository } from '../emailChange/EmailChangeRepository.js';
import { PasswordResetRepository } from '../passwords/PasswordResetRepository.js';
import { SignInChallengeRepository } from '../signIn/SignInChallengeRepository.js';
import { TwoFactorRepository } from '../twoFactor/TwoFactorRepository.js';

/** What the commands of the operator stand on; they run without the application. */
export interface Platform {
  readonly dataSource: DataSource;
  readonly keyRing: KeyRing;
  readonly config: AppConfig;
  readonly clock: Clock;
  readonly users: Pick<UserService, 'findByEmail' | 'credentials'>;
}

export interface OperatorTools {
  readonly unitOfWork: UnitOfWork;
  readonly log: AccountLog;
  readonly sessions: Sessions;
  readonly twoFactor: TwoFactorRepository;
  readonly resets: PasswordResetRepository;
  readonly pending: PendingAccess;
  readonly proof: AddressProof;
}

export function operatorTools({ dataSource, keyRing, config, clock, users: { credentials } }: Platform): OperatorTools {
  const unitOfWork = new UnitOfWork();
  const log = new AccountLog(new AuditTrail(unitOfWork, keyRing, clock));
  const sessions = new Sessions(config, clock);
  const twoFactor = new TwoFactorRepository();
  const resets = new PasswordResetRepository(clock);
  const challenges = new SignInChallengeRepository(clock);
  const pending = new PendingAccess(credentials, resets, new EmailChangeRepository(clock), challenges, twoFactor);
  const proof = new AddressProof(credentials, pending, sessions, twoFactor, new ApiKeys(dataSource, clock), log);
  return { unitOfWork, log, sessions, twoFactor, resets, pending, proof };
}
