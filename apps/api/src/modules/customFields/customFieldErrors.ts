import { AppError, type FieldError, notFound } from '../../platform/http/AppError.js';

export const customFieldNotFound = (): AppError => notFound('customField');

export function fieldNameTaken(fieldName: string): AppError {
  const message = `A field named "${fieldName}" already exists. Choose another name.`;
  return new AppError('customField.nameTaken', 409, message, { fields: [{ field: 'fieldName', code: 'customField.nameTaken', message }] });
}

export const tooManyFields = (most: number): AppError =>
  new AppError(
    'customField.tooMany',
    409,
    `A workspace has at most ${most} custom fields. Delete one that is no longer used. Once it is gone, you can create the new one.`,
  );

export function badFieldName(): AppError {
  const message = 'A field name starts with a letter and contains only letters, digits and underscores, such as plan_type.';
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'fieldName', code: 'customField.badName', message }] });
}

export function optionsRequired(): AppError {
  const message = 'A select field needs at least one option.';
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'options', code: 'customField.optionsRequired', message }] });
}

export function badDefault(message: string): AppError {
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'defaultValue', code: 'customField.badDefault', message }] });
}

export function badFieldValues(fields: readonly FieldError[]): AppError {
  return new AppError('request.invalid', 422, fields.map((field) => field.message).join(' '), { fields });
}
