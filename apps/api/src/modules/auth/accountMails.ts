import { type SystemMailContent } from '../../platform/mail/systemMailOf.js';

/** What an account's owner is told after the fact, with where it came from. */
export type Notice = 'auth.passwordChanged' | 'auth.passwordReset' | 'auth.twoFactorTurnedOn' | 'auth.twoFactorTurnedOff';

export interface Origin {
  /** UTC, in words. */
  readonly time: string;
  readonly device: string;
  readonly ip: string | null;
}

type Mail = Omit<SystemMailContent, 'to' | 'publicUrl'>;

const NOTICES: Record<Notice, { readonly subject: string; readonly sentence: string }> = {
  'auth.passwordChanged': {
    subject: 'Your password was changed',
    sentence: 'The password of your account was changed, and all other devices were signed out.',
  },
  'auth.passwordReset': {
    subject: 'Your password was reset',
    sentence: 'The password of your account was reset with a link from an email, and all devices were signed out.',
  },
  'auth.twoFactorTurnedOn': {
    subject: 'Two-step verification is on',
    sentence: 'Two-step verification was turned on for your account. Signing in now asks for a code from your authenticator app.',
  },
  'auth.twoFactorTurnedOff': {
    subject: 'Two-step verification is off',
    sentence: 'Two-step verification was turned off for your account. Signing in now asks for the password alone.',
  },
};

export function noticeMail(notice: Notice, origin: Origin): Mail {
  const { subject, sentence } = NOTICES[notice];
  return { subject, paragraphs: [sentence, originOf(origin)], note: NOT_YOU };
}

export function resetMail(url: string): Mail {
  return {
    subject: 'Choose a new password',
    paragraphs: ['We received a request to reset the password of your account. If that was you, choose a new one.'],
    button: { label: 'Choose a new password', url },
    note: 'The link works once, for one hour. If you didn’t request it, ignore this email: your password stays the same.',
    kind: 'proof',
  };
}

export function registrationMail(url: string): Mail {
  return {
    subject: 'Create your account',
    paragraphs: ['We received a request for an account with this address. If that was you, choose a name and a password.'],
    button: { label: 'Create your account', url },
    note: 'The link works once, for a day. If you didn’t request it, ignore this email: no account is created.',
    kind: 'proof',
  };
}

/** To the owner of an account who, or whose address, asks for another one. */
export function alreadyRegisteredMail(resetUrl: string): Mail {
  return {
    subject: 'You already have an account',
    paragraphs: ['We received a request for a new account with this address. You already have one: sign in with it.'],
    button: { label: 'Forgot your password?', url: resetUrl },
    note: 'If that wasn’t you, ignore this email: nothing was changed.',
    kind: 'notice',
  };
}

export function confirmEmailMail(url: string): Mail {
  return {
    subject: 'Confirm your new email address',
    paragraphs: ['We received a request to use this address to sign in. If that was you, confirm it.'],
    button: { label: 'Confirm this address', url },
    note: 'The link works once, for one hour. If you didn’t request it, ignore this email.',
    kind: 'proof',
  };
}

/** For an account that was made by an invitation's link, which others may have seen. */
export function confirmOwnEmailMail(url: string): Mail {
  return {
    subject: 'Confirm your email address',
    paragraphs: ['There is an account with this address. If it is yours, confirm the address while you are signed in.'],
    button: { label: 'Confirm this address', url },
    note: 'The link works once, for one hour. If you didn’t create this account, don’t confirm it: ignore this email, or choose “Forgot your password?” on the sign-in page to take the account over.',
    kind: 'proof',
  };
}

/** To the owner of an account whose address someone else wants for theirs. */
export function emailInUseMail(): Mail {
  return {
    subject: 'Someone tried to use your email address',
    paragraphs: [
      'We received a request to use this address for another account. Nothing was changed: the address belongs to your account.',
    ],
    note: 'If that was you, sign in with this address or reset your password.',
  };
}

export function emailChangeAskedMail(newEmail: string): Mail {
  return {
    subject: 'Your email address is about to change',
    paragraphs: [
      `Someone who is signed in to your account asked to change its address to ${newEmail}. It changes once that address is confirmed.`,
    ],
    note: NOT_YOU,
  };
}

export function emailChangedMail(newEmail: string): Mail {
  return {
    subject: 'Your email address was changed',
    paragraphs: [`The address of your account is now ${newEmail}. This address no longer signs in.`],
    note: 'If that was not you, tell the administrator of your installation immediately.',
  };
}

const NOT_YOU =
  'If that was not you, reset your password immediately ("Forgot your password" on the sign-in page) and review your sessions under Settings, Security.';

function originOf({ time, device, ip }: Origin): string {
  return `When: ${time}. From: ${device}${ip ? `, ${ip}` : ''}.`;
}
