import { AppError, notFound } from '../../../platform/http/AppError.js';

export const fieldChangeNotFound = (): AppError => notFound('fieldChange');

export function sameType(): AppError {
  const message = 'The field already has this type. Choose another one.';
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'fieldType', code: 'fieldChange.sameType', message }] });
}

export function badMove(key: string): AppError {
  const message = `Values cannot be moved from or to the option “${key}”: it must be one of this field, and not given up itself.`;
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'moves', code: 'fieldChange.badMove', message }] });
}

export const changeRunning = (): AppError =>
  new AppError('fieldChange.running', 409, 'The type of this field is being changed. Wait until that is done, or cancel it.');

export const changeNotReady = (): AppError =>
  new AppError('fieldChange.notReady', 409, 'This change of type has moved on. Reload the page to see its progress.');
