import type { BlockProblem } from '@rapport/common';
import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const snippetNotFound = (): AppError => notFound('snippet');

export const snippetNameTaken = (): AppError =>
  new AppError('snippet.nameTaken', 409, 'Another snippet has this name. Choose a different one.', {
    fields: [{ field: 'name', code: 'snippet.nameTaken', message: 'Another snippet has this name.' }],
  });

export const tooManySnippets = (most: number): AppError =>
  new AppError(
    'snippet.tooMany',
    409,
    `A workspace has at most ${most} snippets. Delete one that is no longer used, then create the new one.`,
  );

export const snippetChangedMeanwhile = (version: number): AppError =>
  new AppError('snippet.changedMeanwhile', 409, 'This snippet was changed since you opened it. Reload it and repeat your change.', {
    details: { version },
  });

export const snippetInSnippet = (field: 'body' | 'document'): AppError =>
  invalidField(field, 'snippet.nested', 'A snippet cannot hold another snippet, or itself. Put both into the message.');

export const snippetEmpty = (field: 'body' | 'document'): AppError => invalidField(field, 'snippet.empty', 'Write what the snippet says.');

export const snippetTooLong = (): AppError =>
  invalidField('document', 'snippet.tooLong', 'These blocks hold more than 50,000 characters. Shorten them.');

export const snippetKindMismatch = (field: 'body' | 'document'): AppError =>
  invalidField(
    field,
    'snippet.kindMismatch',
    field === 'body'
      ? 'A snippet of kind blocks has a document and no body. Leave the body out.'
      : 'Only snippets of kind blocks have a document. Leave it out, or make another snippet.',
  );

/** What would break the message around it: in the words of the checks. */
export const snippetIncomplete = (field: 'body' | 'document', { code, message }: { code: string; message: string }): AppError =>
  new AppError(code, 422, message, { fields: [{ field, code, message }] });

/** Each field by its path in the request. */
export function groupInvalid(problems: readonly BlockProblem[]): AppError {
  const fields = problems.map(({ path, code, message }) => ({ field: path === '' ? 'document' : `document.${path}`, code, message }));
  return new AppError('request.invalid', 422, fields[0]?.message ?? 'The document cannot be read.', { fields });
}
