import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const apiKeyNotFound = (): AppError => notFound('apiKey');

export const neverOnlyForOwner = (): AppError =>
  invalidField('expiresInDays', 'apiKey.neverOnlyForOwner', 'Only the owner may make a key that never expires. Choose up to 365 days.');

export const apiKeyNotLive = (): AppError =>
  new AppError('apiKey.notLive', 409, 'This key has expired, was revoked or was replaced already. Make a new one instead.');

export const widenOnlyOwn = (): AppError =>
  new AppError(
    'apiKey.widenOnlyOwn',
    403,
    'Only the person who made a key may give it more scopes: it acts with their rights. Make a key of your own, or rotate this one.',
  );

export const apiKeyChanged = (): AppError =>
  new AppError('apiKey.changed', 409, 'This key was changed at the same moment. Load the page again and repeat your change.');

export const tooManyApiKeys = (most: number): AppError =>
  new AppError(
    'apiKey.tooMany',
    409,
    `A workspace has at most ${most} live keys. Revoke one that is no longer used, then make the new one.`,
  );
