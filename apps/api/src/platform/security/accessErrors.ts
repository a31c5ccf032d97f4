import { WORKSPACE_RESTORE_DAYS } from '@rapport/common';
import type { Role } from '../context/Context.js';
import { AppError } from '../http/AppError.js';

export const signInRequired = (): AppError => new AppError('auth.required', 401, 'Please sign in.');

export const keyRefused = (): AppError =>
  new AppError(
    'auth.keyRefused',
    401,
    'This API key is not valid: it is unknown, has expired or was revoked. Make a new one under Settings, API keys.',
  );

export const keyNotHere = (): AppError =>
  new AppError('auth.keyNotAccepted', 403, 'API keys do not open this address. Sign in as a person to do this.');

export const roleTooLow = (role: Role, needed: readonly Role[]): AppError =>
  new AppError('auth.roleTooLow', 403, `Your role (${role}) does not allow this. Ask one of: ${needed.join(', ')}.`);

export const scopeMissing = (scope: string): AppError =>
  new AppError('auth.scopeMissing', 403, `This API key lacks the scope "${scope}". Make a key that has it under Settings, API keys.`, {
    details: { scope },
  });

export const stepUpRequired = (): AppError =>
  new AppError('auth.stepUpRequired', 403, 'Please confirm that it is you: enter your password or a code from your authenticator app.');

export const workspaceInGrace = (deletedAt: string): AppError =>
  new AppError(
    'workspace.deleted',
    410,
    `This workspace was deleted. Its owner can restore it under Settings for ${WORKSPACE_RESTORE_DAYS} days.`,
    {
      details: { deletedAt },
    },
  );

export const tooManyRequests = (limit: number, retryAfterSeconds: number): AppError =>
  new AppError(
    'request.tooMany',
    429,
    `Too many requests: ${limit} a minute are allowed. Wait ${retryAfterSeconds} ${retryAfterSeconds === 1 ? 'second' : 'seconds'}, then try again.`,
    { retryAfterSeconds, details: { limit } },
  );
/** The same whether the account exists or not. */
export const tooManyAttempts = (retryAfterSeconds: number): AppError =>
  new AppError('auth.tooManyAttempts', 429, `There were too many attempts. Wait ${waitWords(retryAfterSeconds)}, then try again.`, {
    retryAfterSeconds: Math.max(1, retryAfterSeconds),
    details: { retryAfterSeconds: Math.max(1, retryAfterSeconds) },
  });

function waitWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 1 ? 'a minute' : `${minutes} minutes`;
}
