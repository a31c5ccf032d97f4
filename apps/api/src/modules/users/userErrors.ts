import { AppError } from '../../platform/http/AppError.js';

export const emailTaken = (): AppError =>
  new AppError('user.emailTaken', 409, 'There is already an account with this email address. Sign in instead.', {
    fields: [{ field: 'email', code: 'user.emailTaken', message: 'There is already an account with this email address.' }],
  });

export const emailUnconfirmed = (): AppError =>
  new AppError(
    'auth.emailUnconfirmed',
    403,
    'Confirm your email address first, under Settings, Profile. Without system mail, the operator confirms it.',
  );

export const userGone = (): AppError => new AppError('user.notFound', 404, 'This account no longer exists.');
