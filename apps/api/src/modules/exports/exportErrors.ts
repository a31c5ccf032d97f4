import { EXPORT_FILE_DAYS } from '@rapport/common';
import { AppError, notFound } from '../../platform/http/AppError.js';

export const exportNotFound = (): AppError => notFound('export');

export const unknownColumn = (key: string): AppError =>
  new AppError('export.unknownColumn', 422, `There is no column "${key.slice(0, 100)}" to export.`, {
    fields: [{ field: 'columns', code: 'export.unknownColumn', message: `There is no column "${key.slice(0, 100)}".` }],
  });

/** A kind of export takes what it is of from one field: that one is missing, or another one was sent. */
export const wrongSelection = (field: 'contacts' | 'timeline' | 'personId', kind: string, isMissing: boolean): AppError => {
  const message = isMissing
    ? `An export of kind "${kind}" needs "${field}". Add it to say what to export.`
    : `"${field}" does not belong to an export of kind "${kind}". Remove it.`;
  return new AppError('export.wrongSelection', 422, message, { fields: [{ field, code: 'export.wrongSelection', message }] });
};

export const tooManyWaiting = (most: number): AppError =>
  new AppError(
    'export.tooManyWaiting',
    409,
    `${most} exports of this workspace are still being made. Wait until one is done, or cancel one.`,
  );

export const exportIsRunning = (): AppError => new AppError('export.running', 409, 'This export is still running. Cancel it first.');

export const exportFinished = (): AppError => new AppError('export.finished', 409, 'This export has already finished.');

export const exportNotReady = (): AppError =>
  new AppError('export.notReady', 409, 'There is no file: the export is not finished, was cancelled, or failed.');

export const exportExpired = (): AppError =>
  new AppError('export.expired', 410, `The file was kept for ${EXPORT_FILE_DAYS} days and is gone. Export again.`);

export const exportOfSomeoneElse = (): AppError =>
  new AppError('export.notYours', 403, 'Only the person who requested this export can download it. Start your own export.');
