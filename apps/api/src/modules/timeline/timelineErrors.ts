import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const entryNotFound = (): AppError => notFound('entry');

export const notItsAuthor = (): AppError =>
  new AppError('entry.notAuthor', 403, 'Only the author of an entry and admins can change or delete it.');

export const entryIsRecord = (): AppError =>
  new AppError(
    'entry.isRecord',
    409,
    'Rapport wrote this entry, so it cannot be changed. Only notes, calls, emails and texts that members logged can.',
  );

export const inTheFuture = (): AppError =>
  invalidField('at', 'entry.inTheFuture', 'This time is in the future. Choose a time that has passed, or add a reminder.');

export const wrongContent = (path: string, reason: string): AppError => invalidField(path, 'entry.content', `${reason}.`);

export const unknownMention = (): AppError =>
  invalidField('mentions', 'entry.unknownMember', 'A mentioned person is not a member of this workspace.');

export const emptyEntry = (field: string): AppError => invalidField(field, 'entry.empty', 'Write something first.');
