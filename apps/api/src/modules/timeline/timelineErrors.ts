import { NOTE_FILE_MAX_MB } from '@rapport/common';
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

export const unknownFile = (): AppError =>
  invalidField('fileIds', 'entry.unknownFile', 'One of the files is not there. Upload it for this contact, then save the note.');

export const fileAttached = (): AppError =>
  invalidField('fileIds', 'entry.fileAttached', 'One of the files belongs to another note. Upload it again.');

export const filesOfNotes = (): AppError => invalidField('fileIds', 'entry.filesOfNotes', 'Only notes have files. Remove fileIds.');

export const noteFileNotFound = (): AppError => notFound('file');

export const noFile = (): AppError => new AppError('file.none', 400, 'Send the file as multipart/form-data in a field called "file".');

export const noteFileEmpty = (): AppError => new AppError('file.empty', 422, 'This file is empty. Choose another one.');

export const noteFileTooLarge = (): AppError =>
  new AppError('file.tooLarge', 413, `This file is larger than ${NOTE_FILE_MAX_MB} MB. Choose a smaller one, or share a link to it.`);

export const emptyEntry = (field: string): AppError => invalidField(field, 'entry.empty', 'Write something first.');
