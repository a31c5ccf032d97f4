import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const commentNotFound = (): AppError => notFound('comment');

export const notItsAuthor = (): AppError =>
  new AppError('comment.notAuthor', 403, 'Only the author of a comment can change or delete it. Answer it instead.');

export const answersHaveNoState = (): AppError =>
  new AppError('comment.isAnswer', 409, 'Only a whole thread can be resolved or reopened. Use its first comment.');

export const tooManyComments = (most: number): AppError =>
  new AppError('comment.tooMany', 409, `A campaign has at most ${most} comments. Delete some of yours, then try again.`);

export const unknownThread = (): AppError =>
  invalidField('answerTo', 'comment.unknownThread', 'The comment you answer is not there. It may have been deleted.');

export const partOfThread = (): AppError =>
  invalidField('part', 'comment.partOfThread', 'An answer is about what its thread is about. Leave out part and variantId.');

export const noSuchPart = (): AppError =>
  invalidField('part', 'comment.noSuchPart', 'A text has no subject. Choose another part, or leave it out.');

export const variantNeeded = (): AppError =>
  invalidField('variantId', 'comment.variantNeeded', 'Say which variant the comment is about, and leave variantId out for other parts.');

export const unknownVariant = (): AppError =>
  invalidField('variantId', 'comment.unknownVariant', 'This campaign has no such variant. It may have been removed.');
