import { AppError, notFound } from '../../platform/http/AppError.js';

/** The same for one that never was, has expired, was revoked or has lost its campaign: whoever guesses learns nothing. */
export const sharedReportNotFound = (): AppError =>
  new AppError(
    'sharedReport.notFound',
    404,
    'This report is not available. The link may have expired or been revoked. Ask the sender for a new one.',
  );

export const sharedLinkNotFound = (): AppError => notFound('sharedReport');

export const nothingToShare = (): AppError =>
  new AppError('sharedReport.notStarted', 409, 'This campaign has no report yet. Share it once sending has started.');

export const tooManyLinks = (most: number): AppError =>
  new AppError(
    'sharedReport.tooMany',
    409,
    `A report has at most ${most} links. Revoke one that is no longer used, then create the new one.`,
  );
