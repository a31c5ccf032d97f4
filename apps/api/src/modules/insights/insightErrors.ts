import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const insightNotFound = (): AppError => notFound('insight');

export const insightExpired = (): AppError =>
  new AppError('insight.expired', 409, 'This is no longer true, so there is nothing to decide. Reload the page to see what is.');

export const snoozeNeedsEnd = (): AppError =>
  invalidField('snoozedUntil', 'insight.snoozeNeedsEnd', 'Choose when to be reminded, or dismiss the insight.');

export const snoozeIntoPast = (): AppError =>
  invalidField('snoozedUntil', 'insight.snoozeIntoPast', 'This time has passed. Choose a later one.');

export const snoozeTooLong = (days: number): AppError =>
  invalidField(
    'snoozedUntil',
    'insight.snoozeTooLong',
    `An insight can be snoozed for at most ${days} days. Choose an earlier time, or dismiss it.`,
  );

export const onlySnoozedEnds = (): AppError =>
  invalidField('snoozedUntil', 'insight.onlySnoozedEnds', 'Only a snooze has an end. Leave this out, or set the state to snoozed.');
