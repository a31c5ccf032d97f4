import type { BlockProblem } from '@rapport/common';
import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const templateNotFound = (): AppError => notFound('template');

export const templateNameTaken = (): AppError =>
  new AppError('template.nameTaken', 409, 'Another template has this name. Choose a different one.', {
    fields: [{ field: 'name', code: 'template.nameTaken', message: 'Another template has this name.' }],
  });

export const templateVersionNotFound = (): AppError => notFound('template version');

export const tagNotFound = (): AppError => notFound('tag');

export const tagNameEmpty = (): AppError =>
  invalidField('name', 'templateTag.nameEmpty', 'Enter a name with at least one visible character.');

export function tagNameTaken(): AppError {
  const message = 'Another tag has this name. Choose a different one.';
  return new AppError('templateTag.nameTaken', 409, message, { fields: [{ field: 'name', code: 'templateTag.nameTaken', message }] });
}

export const tooManyTags = (most: number): AppError =>
  new AppError('templateTag.tooMany', 409, `A workspace has at most ${most} tags for templates. Delete one that is no longer used.`);

export const tooManyTemplates = (most: number): AppError =>
  new AppError(
    'template.tooMany',
    409,
    `A workspace has at most ${most.toLocaleString('en')} templates. Move one that is no longer used to the trash, then create the new one.`,
  );

export const templateChangedMeanwhile = (version: number): AppError =>
  new AppError('template.changedMeanwhile', 409, 'This template was changed since you opened it. Reload it and repeat your change.', {
    details: { version },
  });

/** Refused when it is saved, in the words of the checks. */
export const templateRunaway = ({ code, message }: { code: string; message: string }): AppError =>
  new AppError(code, 422, message, { fields: [{ field: 'bodyHtml', code, message }] });

/** With what its snippets say. */
export const bodyTooLong = (field: 'bodyHtml' | 'signature', most: number): AppError =>
  invalidField(
    field,
    'template.tooLong',
    `With its snippets this would be longer than ${most.toLocaleString('en')} characters. Remove some of them.`,
  );

/** Each field by its path in the request. */
export function documentInvalid(problems: readonly BlockProblem[]): AppError {
  const fields = problems.map(({ path, code, message }) => ({ field: path === '' ? 'document' : `document.${path}`, code, message }));
  return new AppError('request.invalid', 422, fields[0]?.message ?? 'The document cannot be read.', { fields });
}

export const bodyIsCompiled = (): AppError =>
  invalidField(
    'bodyHtml',
    'template.bodyIsCompiled',
    'This template is written in blocks, and its HTML is compiled from them. Change the document, or send kind html to give the blocks up.',
  );
