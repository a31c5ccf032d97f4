import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const reminderNotFound = (): AppError => notFound('reminder');

export const tooManyReminders = (most: number): AppError =>
  new AppError('reminder.tooMany', 409, `A contact has at most ${most} reminders. Delete some that are done, then add the new one.`);

export const dueInPast = (): AppError => invalidField('dueAt', 'reminder.dueInPast', 'This time has passed. Choose a later one.');

export const unknownZone = (): AppError =>
  invalidField('timeZone', 'reminder.timeZone', 'Unknown time zone. Use a name such as Europe/Berlin.');

export const cannotAct = (): AppError =>
  invalidField('assigneeId', 'reminder.assignee', 'Choose a member of this workspace who can edit contacts.');
