import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const labMessageNotFound = (): AppError => notFound('message');

export const linkNotInMessage = (): AppError => invalidField('url', 'mailLab.linkNotInMessage', 'Choose one of the links of this message.');

export const replyWithoutText = (): AppError => invalidField('text', 'mailLab.replyWithoutText', 'Enter the reply of the recipient.');

export const notDoneToTexts = (): AppError =>
  invalidField(
    'action',
    'mailLab.notDoneToTexts',
    'A text can be answered, ended with STOP, or sent to a number that is gone. Choose one of these.',
  );

export const noUnsubscribeLink = (): AppError =>
  new AppError('mailLab.noUnsubscribeLink', 409, 'This message has no one-click unsubscribe link. Only campaign messages carry one.');

export const unsubscribeLinkDead = (): AppError =>
  new AppError(
    'mailLab.unsubscribeLinkDead',
    409,
    'The unsubscribe link of this message does not work here: it was created by another installation or with keys that no longer exist.',
  );
