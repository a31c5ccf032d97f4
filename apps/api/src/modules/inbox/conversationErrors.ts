import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const conversationNotFound = (): AppError => notFound('conversation');

export const newAnswer = (): AppError =>
  new AppError('conversation.newAnswer', 409, 'Another answer has arrived meanwhile. Read it first, then try again.');

export const cannotTake = (): AppError =>
  invalidField('assigneeId', 'conversation.assignee', 'Choose a member of this workspace who can edit contacts.');

export const snoozedIntoPast = (): AppError =>
  invalidField('snoozedUntil', 'conversation.snoozedIntoPast', 'This time has passed. Choose a later one.');

export const snoozedTooLong = (years: number): AppError =>
  invalidField(
    'snoozedUntil',
    'conversation.snoozedTooLong',
    `A conversation can be snoozed for at most ${years} years. Choose an earlier time.`,
  );

export const doneAndSnoozed = (): AppError =>
  invalidField('snoozedUntil', 'conversation.doneAndSnoozed', 'A conversation is either done or snoozed. Leave out one of them.');
