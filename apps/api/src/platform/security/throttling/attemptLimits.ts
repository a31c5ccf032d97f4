import type { Limit } from './DatabaseRateLimiter.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What can be guessed at. Each is counted for itself: a right password must not clear the counter of wrong codes. */
export type AttemptKind = 'signIn' | 'secondFactor' | 'stepUp' | 'passwordReset' | 'registration' | 'emailChange' | 'invitationMail';

interface Limits {
  readonly pair: Limit;
  readonly account: Limit;
  readonly address: Limit;
}

/** Each of these sends a mail. */
const MAIL: Limits = {
  pair: { points: 3, duration: 15 * MINUTE },
  account: { points: 10, duration: HOUR },
  address: { points: 60, duration: 15 * MINUTE },
};

/**
 * How many attempts are free (docs/adr/0025): tight for one account from one address, looser for an account from everywhere, so that
 * a stranger can hardly lock its owner out, and for an address on all accounts, behind which may sit a whole office.
 */
export const ATTEMPT_LIMITS: Record<AttemptKind, Limits> = {
  signIn: {
    pair: { points: 5, duration: 15 * MINUTE },
    account: { points: 50, duration: HOUR },
    address: { points: 100, duration: 15 * MINUTE },
  },
  secondFactor: {
    pair: { points: 5, duration: 15 * MINUTE },
    account: { points: 20, duration: HOUR },
    address: { points: 100, duration: 15 * MINUTE },
  },
  stepUp: {
    pair: { points: 5, duration: 15 * MINUTE },
    account: { points: 20, duration: HOUR },
    address: { points: 100, duration: 15 * MINUTE },
  },
  passwordReset: MAIL,
  registration: MAIL,
  emailChange: MAIL,
  invitationMail: MAIL,
};

/** An address from which the account was opened is not held back by what strangers try elsewhere, for so long. */
export const KNOWN_ADDRESS: Limit = { points: 1, duration: 30 * 24 * HOUR };
