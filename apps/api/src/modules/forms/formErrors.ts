import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const formNotFound = (): AppError => notFound('form');

export function formNameTaken(): AppError {
  const message = 'Another form has this name. Choose another name.';
  return new AppError('form.nameTaken', 409, message, { fields: [{ field: 'name', code: 'form.nameTaken', message }] });
}

export function formChangedMeanwhile(version: number): AppError {
  return new AppError('form.changedMeanwhile', 409, 'This form was changed while you edited it. Reload it and repeat your change.', {
    details: { version },
  });
}

export const tooManyForms = (most: number): AppError =>
  new AppError('form.tooMany', 409, `A workspace has at most ${most} forms. Delete one that you no longer use, or change it.`);

export const formHasSignUps = (): AppError =>
  new AppError(
    'form.hasSignUps',
    409,
    'People have signed up with this form, and it is part of the proof of their consent. Switch it off instead.',
  );

export const noSenderAddress = (): AppError =>
  invalidField(
    'isActive',
    'form.noSenderAddress',
    'Enter a sender address in Settings → Identity first: the confirmation mail comes from it.',
  );

export const unknownList = (): AppError =>
  invalidField('listIds', 'form.unknownList', 'One of these lists no longer exists. Reload the page and choose again.');

export const listIsStage = (name: string): AppError =>
  invalidField('listIds', 'form.listIsStage', `${name} is a stage. Choose a list: a form doesn’t move contacts to another stage.`);

export const unknownTopic = (): AppError =>
  invalidField('topicIds', 'form.unknownTopic', 'One of these topics no longer exists or is archived. Reload the page and choose again.');

export const unknownField = (key: string): AppError =>
  invalidField(
    'fields',
    'form.unknownField',
    `There is no field “${key}”. Use firstName, lastName, company, phone, or custom: and the name of a custom field that is not archived.`,
  );

export const fieldTwice = (): AppError => invalidField('fields', 'form.fieldTwice', 'Each field can be asked for once.');

export const badRedirect = (): AppError =>
  invalidField('redirectUrl', 'form.badRedirect', 'Enter a full address that starts with https://.');
