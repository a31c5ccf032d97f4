import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of accounts, and how the log tells it. */
export const authActs = {
  'auth.registrationRequested': null,
  'auth.registered': null,
  'auth.signedIn': null,
  'auth.signInRefused': null,
  'auth.secondFactorAwaited': null,
  'auth.secondFactorRefused': null,
  'auth.signedOut': null,
  'auth.steppedUp': null,
  'auth.stepUpRefused': null,
  'auth.sessionRevoked': null,
  'auth.otherSessionsRevoked': null,
  'auth.passwordChanged': null,
  'auth.passwordResetRequested': null,
  'auth.passwordReset': null,
  'auth.emailChangeRequested': null,
  'auth.emailChanged': null,
  'auth.emailConfirmationRequested': null,
  'auth.emailConfirmed': 'confirmed the address of an account',
  'auth.profileChanged': null,
  'auth.twoFactorBegun': null,
  'auth.twoFactorTurnedOn': null,
  'auth.twoFactorTurnedOff': null,
  'auth.recoveryCodesMade': null,
  'auth.recoveryCodeUsed': null,
  'auth.recoveredByOperator': null,
  'auth.accountDeleted': null,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    auth: keyof typeof authActs;
  }
}
