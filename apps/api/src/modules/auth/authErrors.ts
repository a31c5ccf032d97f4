import { AppError, invalidField } from '../../platform/http/AppError.js';

/** The same words whether the address is unknown or the password wrong. */
export const loginRefused = (): AppError => new AppError('auth.loginRefused', 401, 'Wrong email address or password.');

export const invitationByMail = (email: string): AppError =>
  new AppError(
    'invitation.byMail',
    409,
    `This invitation is accepted with the link that was emailed to ${email}. Check that inbox, or sign in with the address and open this page again.`,
  );

export const secondFactorRefused = (): AppError =>
  new AppError('auth.secondFactorRefused', 401, 'This code is wrong or was already used. Wait for the next code, then try again.');

export const challengeOver = (): AppError =>
  new AppError('auth.challengeOver', 401, 'This took longer than five minutes. Sign in again with your password.');

export const registrationClosed = (): AppError =>
  new AppError(
    'auth.registrationClosed',
    403,
    'Accounts are by invitation only here. Ask an admin of your workspace for an invitation link.',
  );

export const registrationByMail = (): AppError =>
  new AppError(
    'auth.registrationByMail',
    409,
    'This installation already has its first account. Request a link to your email address (POST auth/registrations) and register with it.',
  );

export const wrongPassword = (field: 'password' | 'currentPassword'): AppError =>
  invalidField(field, 'user.wrongPassword', 'This is not your current password.');

export const passwordNeeded = (): AppError => invalidField('password', 'auth.passwordNeeded', 'Enter your password.');

export const wrongCode = (): AppError =>
  invalidField('code', 'auth.wrongCode', 'This code is wrong or was already used. Wait for the next code, then try again.');

export const codeNeeded = (): AppError =>
  invalidField('code', 'auth.codeNeeded', 'Your account has two-step verification: enter a code from your authenticator app.');

export const twoFactorIsOn = (): AppError =>
  new AppError('auth.twoFactorOn', 409, 'Two-step verification is already on. Turn it off first to set it up again.');

export const setUpReplaced = (): AppError =>
  new AppError(
    'auth.twoFactorReplaced',
    409,
    'Another setup was started in the meantime, so this code belongs to an old key. Start again and scan the new QR code.',
  );

export const twoFactorIsOff = (): AppError =>
  new AppError('auth.twoFactorOff', 409, 'Two-step verification is not on. Set it up first, under Settings, Security.');

export const linkOver = (): AppError =>
  new AppError('auth.linkOver', 410, 'This link has expired, was used before or was replaced by a newer one. Ask for a new one.');

export const sessionNotFound = (): AppError =>
  new AppError('session.notFound', 404, 'This session has already ended. Load the list again.');

export const emailConfirmed = (): AppError =>
  new AppError('auth.emailAlreadyConfirmed', 409, 'Your email address is confirmed already. Reload the page.');

export const confirmsByMail = (): AppError =>
  new AppError(
    'auth.confirmedByMail',
    409,
    'This installation sends mail, so each person confirms their own address by the link in it, under Settings, Profile.',
  );

export const confirmsOther = (): AppError =>
  new AppError(
    'auth.confirmsOtherAccount',
    403,
    'This link confirms the address of another account. Sign in with the account it was sent to, then open it again.',
  );

export const ownsWorkspaces = (workspaces: readonly { id: string; name: string }[]): AppError =>
  new AppError(
    'account.ownsWorkspaces',
    409,
    `You own ${workspaces.length === 1 ? 'a workspace' : `${workspaces.length} workspaces`}: ${workspaces.map(({ name }) => name).join(', ')}. Transfer or delete what you own first.`,
    { details: { workspaces } },
  );
