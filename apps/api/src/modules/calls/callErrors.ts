import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const callNotFound = (): AppError => notFound('call');

export const noCallLine = (reason: string): AppError => new AppError('call.notPossible', 409, reason);

export const noOwnPhone = (): AppError =>
  new AppError('call.noOwnPhone', 409, 'Enter your own phone number first: it rings before the contact is called.');

export const badOwnPhone = (reason: string): AppError => invalidField('phone', 'call.badOwnPhone', reason);

export const ownPhoneIsLine = (): AppError =>
  invalidField(
    'phone',
    'call.ownPhoneIsLine',
    'This is the number that the workspace calls from. Enter the number of the phone in your hand.',
  );

export const noPhoneToCall = (): AppError =>
  invalidField('to', 'call.noPhone', 'This contact has no phone number. Add one to the contact first.');

export const unknownPhone = (): AppError =>
  invalidField('to', 'call.unknownPhone', 'This contact has no such phone number. Choose one of theirs, or add it to the contact first.');

export const phoneRefused = (reason: string): AppError => invalidField('to', 'call.phoneRefused', reason);

export const callIsLive = (): AppError => new AppError('call.isLive', 409, 'You are on a call already. Hang up first, then call again.');

export const callNotCancellable = (state: string): AppError =>
  new AppError('call.notCancellable', 409, notCancellableWords(state), { details: { state } });

function notCancellableWords(state: string): string {
  switch (state) {
    case 'talking':
      return 'The contact has answered. Hang up your phone to end the call.';
    case 'dialing':
    case 'uncertain':
      return 'Twilio has not confirmed this call yet. If your phone rings, do not answer it, or hang up.';
    default:
      return 'This call is over already.';
  }
}

export const hangUpFailed = (reason: string): AppError =>
  new AppError('call.hangUpFailed', 409, `The call could not be cancelled: ${reason} If your phone rings, do not answer it.`);

export const tooManyCalls = (retryAfterSeconds: number, isToOne: boolean): AppError => {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return new AppError(
    'call.tooMany',
    429,
    `${isToOne ? 'This contact was called too often' : 'You made too many calls'} in the past hour. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    { retryAfterSeconds, details: { retryAfterSeconds } },
  );
};
