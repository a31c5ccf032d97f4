import { AppError, type FieldError, invalidField, notFound } from '../../platform/http/AppError.js';

export const customFieldNotFound = (): AppError => notFound('customField');

export function fieldChangedMeanwhile(version: number): AppError {
  return new AppError(
    'customField.changedMeanwhile',
    409,
    'This field was changed while you edited it. Reload it and repeat your change.',
    {
      details: { version },
    },
  );
}

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

export const tooManyPersonalFields = (most: number): AppError =>
  new AppError(
    'customField.tooMany',
    409,
    `You can have at most ${most} fields of your own. Delete one that you no longer use. Once it is gone, you can create the new one.`,
  );

export function badFieldName(): AppError {
  const message = 'A field name starts with a letter and contains only letters, digits and underscores, such as plan_type.';
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'fieldName', code: 'customField.badName', message }] });
}

export function optionsRequired(): AppError {
  const message = 'A field with choices needs at least one option.';
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'options', code: 'customField.optionsRequired', message }] });
}

export function badDefault(message: string): AppError {
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'defaultValue', code: 'customField.badDefault', message }] });
}

export function badFieldValues(fields: readonly FieldError[]): AppError {
  return new AppError('request.invalid', 422, fields.map((field) => field.message).join(' '), { fields });
}

export function currencyRequired(): AppError {
  const message = 'Choose the currency of the amounts by its code, such as EUR.';
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'currency', code: 'customField.currencyRequired', message }] });
}

function badOption(code: string, message: string): AppError {
  return new AppError('request.invalid', 422, message, { fields: [{ field: 'choices', code, message }] });
}

export const optionTwice = (label: string): AppError =>
  badOption('customField.optionTwice', `Two options are called “${label}”. Give each a name of its own.`);

export const unknownOption = (key: string): AppError =>
  badOption('customField.unknownOption', `This field has no option with the key “${key}”. Leave out the key of a new option.`);

export const optionsTooLong = (): AppError =>
  badOption('customField.optionsTooLong', 'The options of this field are too long in total. Use shorter or fewer options.');

export const tooManyOptions = (most: number): AppError =>
  badOption('customField.tooManyOptions', `A field has at most ${most} options, with those that are no longer offered.`);

export const orderOutdated = (): AppError =>
  new AppError(
    'customField.orderOutdated',
    409,
    'A field was added or removed meanwhile. Load the page again, then put the fields in order.',
  );

export function unknownFieldName(parameter: 'sort' | 'fields', fieldName: string): AppError {
  const message = `There is no custom field named “${fieldName}”.`;
  return new AppError('request.invalid', 400, message, { fields: [{ field: parameter, code: 'customField.unknown', message }] });
}

export function unknownPersonalField(parameter: 'sort' | 'fields', fieldName: string): AppError {
  const message = `You have no field named “${fieldName}”.`;
  return new AppError('request.invalid', 400, message, { fields: [{ field: parameter, code: 'customField.unknown', message }] });
}

export function tooManyColumns(most: number): AppError {
  const message = `Ask for at most ${most} custom fields at once.`;
  return new AppError('request.invalid', 400, message, { fields: [{ field: 'fields', code: 'customField.tooManyColumns', message }] });
}

function badField(field: 'set.field' | 'set.how' | 'set.value' | 'set.onlyEmpty', code: string, message: string): AppError {
  return invalidField(field, code, message);
}

export const notSettable = (field: string): AppError =>
  badField(
    'set.field',
    'bulkAction.unknownField',
    `“${field.slice(0, 70)}” can’t be set for many contacts. Use company, or a custom field as in field:plan.`,
  );

export const fieldGone = (label: string): AppError =>
  new AppError('bulkAction.fieldGone', 409, `The field ${label} was deleted, so it can no longer be set.`);

export const needsSeveral = (label: string): AppError =>
  badField(
    'set.how',
    'bulkAction.needsSeveral',
    `${label} holds one value. Options are added to and removed from fields that hold several.`,
  );

export const valueToSetMissing = (label: string): AppError =>
  badField('set.value', 'bulkAction.valueMissing', `Enter a value for ${label}, or clear the field.`);

export const valueNotAsked = (label: string): AppError =>
  badField('set.value', 'bulkAction.valueNotAsked', `To clear ${label}, leave out the value.`);

export const badValueToSet = (label: string, message: string): AppError =>
  badField('set.value', 'customField.invalid', `${label}: ${message}`);

export const requiredNotCleared = (label: string): AppError =>
  badField('set.how', 'customField.required', `${label} is required, so it can’t be cleared.`);

export const onlyEmptyHasNone = (): AppError =>
  badField('set.onlyEmpty', 'bulkAction.onlyEmptyHasNone', 'Contacts without a value have nothing to clear or remove.');
