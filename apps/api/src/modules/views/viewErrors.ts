import { MOST_COLUMNS } from '@rapport/common';
import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const viewNotFound = (): AppError => notFound('view');

export const tooManyViews = (most: number): AppError =>
  new AppError('view.tooMany', 409, `You have ${most} views, the most there can be. Delete one you no longer use, then save the new one.`);

export function viewNameTaken(): AppError {
  const message = 'Another view of the same owner has this name. Choose another name.';
  return new AppError('view.nameTaken', 409, message, { fields: [{ field: 'name', code: 'view.nameTaken', message }] });
}

export function viewChangedMeanwhile(version: number): AppError {
  return new AppError('view.changedMeanwhile', 409, 'This view was changed while you edited it. Reload it and repeat your change.', {
    details: { version },
  });
}

export const viewNotYours = (): AppError =>
  new AppError('view.notYours', 403, 'Only its owner or an admin can change a shared view. Save it as a view of your own instead.');

export function mayNotShare(): AppError {
  const message = 'Viewers can’t share views. Ask an author to share it.';
  return new AppError('view.mayNotShare', 403, message, { fields: [{ field: 'isShared', code: 'view.mayNotShare', message }] });
}

export function sharesPersonalField(part: 'columns' | 'sort' | 'filter', label: string): AppError {
  const message = `“${label.slice(0, 100)}” is a field that only you see, so this view can’t be shared. Take the field out of its columns, order and filter, or keep the view for yourself.`;
  return new AppError('view.personalField', 422, message, { fields: [{ field: part, code: 'view.personalField', message }] });
}

export const badColumn = (id: string): AppError =>
  invalidField(
    'columns',
    'view.unknownColumn',
    `There is no column "${id.slice(0, 70)}". Custom fields are named field:plan, your own mine:gift.`,
  );

export const repeatedColumn = (id: string): AppError =>
  invalidField(
    'columns',
    'view.repeatedColumn',
    `The column "${id.slice(0, 70)}" is there twice. Name each column once, at most ${MOST_COLUMNS}.`,
  );
