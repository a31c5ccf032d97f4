import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';
export const labMessageNotFound = ()=>notFound('message');
export const linkNotInMessage = ()=>invalidField('url', 'mailLab.linkNotInMessage', 'Choose one of the links of this message.');
export const replyWithoutText = ()=>invalidField('text', 'mailLab.replyWithoutText', 'Write what the recipient answers.');
export const noUnsubscribeLink = ()=>new AppError('mailLab.noUnsubscribeLink', 409, 'This message has no one-click unsubscribe link, so its recipient has nothing to click. Only campaign messages carry one.');
export const unsubscribeLinkDead = ()=>new AppError('mailLab.unsubscribeLinkDead', 409, 'The unsubscribe link of this message does not work here: it was made by another installation or with keys that are gone.');
