import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const apiKeyNotFound = (): AppError => notFound('apiKey');

export const neverOnlyForOwner = (): AppError =>
  invalidField('expiresInDays', 'apiKey.neverOnlyForOwner', 'Only the owner can create a key that never expires. Choose up to 365 days.');

export const apiKeyNotLive = (): AppError =>
  new AppError('apiKey.notLive', 409, 'This key has expired, was revoked or was replaced. Create a new one instead.');

export const widenOnlyOwn = (): AppError =>
  new AppError(
    'apiKey.widenOnlyOwn',
    403,
    'Only the person who created a key can add scopes, because it acts with their permissions. Create your own key, or rotate this one.',
  );

export const apiKeyChanged = (): AppError =>
  new AppError('apiKey.changed', 409, 'This key was changed at the same time. Reload the page and repeat your change.');

export const tooManyApiKeys = (most: number): AppError =>
  new AppError(
    'apiKey.tooMany',
    409,
    `A workspace has at most ${most} live keys. Revoke one that is no longer used, then create the new one.`,
  );
