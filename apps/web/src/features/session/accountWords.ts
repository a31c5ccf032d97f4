interface ActionWords {
  readonly words: string;
  /** Someone tried and was refused. */
  readonly isRefusal?: boolean;
}

const WORDS: Readonly<Record<string, ActionWords>> = {
  'auth.registrationRequested': { words: 'Account requested with your address' },
  'auth.registered': { words: 'Account created' },
  'auth.signedIn': { words: 'Signed in' },
  'auth.signInRefused': { words: 'Sign-in refused: wrong password', isRefusal: true },
  'auth.secondFactorAwaited': { words: 'Password accepted, code requested' },
  'auth.secondFactorRefused': { words: 'Sign-in refused: wrong code', isRefusal: true },
  'auth.signedOut': { words: 'Signed out' },
  'auth.steppedUp': { words: 'Identity confirmed' },
  'auth.stepUpRefused': { words: 'Confirmation refused', isRefusal: true },
  'auth.sessionRevoked': { words: 'Session ended' },
  'auth.otherSessionsRevoked': { words: 'All other sessions ended' },
  'auth.passwordChanged': { words: 'Password changed' },
  'auth.passwordResetRequested': { words: 'Password reset requested' },
  'auth.recoveredByOperator': { words: 'Access restored by the operator' },
  'auth.passwordReset': { words: 'Password reset by mail' },
  'auth.emailChangeRequested': { words: 'Email change requested' },
  'auth.emailChanged': { words: 'Email changed' },
  'auth.emailConfirmationRequested': { words: 'Confirmation link requested' },
  'auth.emailConfirmed': { words: 'Email confirmed' },
  'auth.profileChanged': { words: 'Profile changed' },
  'auth.twoFactorBegun': { words: 'Two-step verification setup started' },
  'auth.twoFactorTurnedOn': { words: 'Two-step verification turned on' },
  'auth.twoFactorTurnedOff': { words: 'Two-step verification turned off' },
  'auth.recoveryCodesMade': { words: 'Recovery codes replaced' },
  'auth.recoveryCodeUsed': { words: 'Recovery code used' },
};

/** An entry of the log in words; one that this page does not know yet keeps its code. */
export function wordsOfAction(action: string): ActionWords {
  return WORDS[action] ?? { words: action };
}
