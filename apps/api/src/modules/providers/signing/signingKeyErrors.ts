import { AppError } from '../../../platform/http/AppError.js';

export const senderSignsItself = (label: string): AppError =>
  new AppError('signingKey.notNeeded', 409, `${label} signs messages itself. Set up DKIM there, and check it under DNS records.`);

export const signingKeyWaits = (domain: string): AppError =>
  new AppError(
    'signingKey.waiting',
    409,
    `A key for ${domain} is waiting for its DNS record already. Publish the record and check it, or remove that key first.`,
  );

export const tooManySigningKeys = (atMost: number): AppError =>
  new AppError('signingKey.tooMany', 409, `A sender has at most ${atMost} signing keys. Remove retired ones first.`);
