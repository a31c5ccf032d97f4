import { AppError } from '../http/AppError.js';

export const badIdempotencyKey = (): AppError =>
  new AppError('idempotency.badKey', 400, 'An Idempotency-Key has 1 to 255 characters without spaces, such as a random UUID.');

export const notForUploads = (): AppError =>
  new AppError('idempotency.notForUploads', 400, 'Uploads don’t support Idempotency-Key. Send the file without one.');

export const keyReused = (): AppError =>
  new AppError(
    'idempotency.keyReused',
    409,
    'This Idempotency-Key was used for another request in the last 24 hours. Use a new key for each new request.',
  );

export const inProgress = (): AppError =>
  new AppError('idempotency.inProgress', 409, 'The first request with this Idempotency-Key is still running. Ask again in a moment.', {
    retryAfterSeconds: 1,
  });

export const answerLost = (): AppError =>
  new AppError(
    'idempotency.answerLost',
    409,
    'The first request with this Idempotency-Key was carried out, but its answer was lost. Check what it did. Nothing was done a second time.',
  );

/** Told to the request that lost its turn: the database undoes what it did. */
export const turnLost = (): AppError =>
  new AppError('idempotency.turnLost', 409, 'This request took so long that its repeat was carried out instead. Nothing was done twice.');
