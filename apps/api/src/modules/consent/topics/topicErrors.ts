import { AppError, notFound } from '../../../platform/http/AppError.js';

export const topicNotFound = (): AppError => notFound('topic');

export function topicNameTaken(): AppError {
  const message = 'Another topic has this name. Choose another name, or restore that topic if it is archived.';
  return new AppError('topic.nameTaken', 409, message, { fields: [{ field: 'name', code: 'topic.nameTaken', message }] });
}

export function topicChangedMeanwhile(version: number): AppError {
  return new AppError('topic.changedMeanwhile', 409, 'This topic was changed while you edited it. Reload it and repeat your change.', {
    details: { version },
  });
}

export const tooManyTopics = (most: number): AppError =>
  new AppError('topic.tooMany', 409, `A workspace has at most ${most} topics. Rename an archived one and restore it instead.`);

export const topicOrderOutdated = (): AppError =>
  new AppError('topic.orderOutdated', 409, 'A topic was added or archived meanwhile. Reload the topics and order them again.');
