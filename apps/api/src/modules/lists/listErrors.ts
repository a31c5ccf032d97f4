import { AppError, notFound } from '../../platform/http/AppError.js';

export const listNotFound = (): AppError => notFound('list');

export function listNameTaken(): AppError {
  const message = 'A list with this name already exists. Choose another name.';
  return new AppError('list.nameTaken', 409, message, { fields: [{ field: 'name', code: 'list.nameTaken', message }] });
}

export function listChangedMeanwhile(version: number): AppError {
  return new AppError('list.changedMeanwhile', 409, 'This list was changed while you edited it. Reload it and repeat your change.', {
    details: { version },
  });
}

export const tooManyLists = (most: number): AppError =>
  new AppError(
    'list.tooMany',
    409,
    `A workspace has at most ${most.toLocaleString('en')} lists. Delete one that is no longer used, then create the new one.`,
  );

export function standElsewhere(count: number): AppError {
  return new AppError(
    'list.contactsOnOtherStage',
    409,
    `${count} of its contacts are on another stage, and a contact can be on only one stage. Remove them from one of the two first.`,
    { details: { count } },
  );
}

export function severalStages(): AppError {
  const message = 'A contact can be on only one stage. Choose one.';
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'listIds', code: 'list.severalStages', message }] });
}

export function notAStage(field: string): AppError {
  const message = 'This list is not a stage. Choose a stage, or mark the list as one first.';
  return new AppError('request.invalid', 422, message, { fields: [{ field, code: 'list.notAStage', message }] });
}

export function stagesChanged(): AppError {
  return new AppError('list.orderOutdated', 409, 'A stage was added or removed meanwhile. Load the stages again, then put them in order.');
}
