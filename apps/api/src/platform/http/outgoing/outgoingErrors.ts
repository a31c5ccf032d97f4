import { AppError } from '../AppError.js';

export const badAddress = (): AppError =>
  new AppError(
    'outgoing.badAddress',
    422,
    'This address can’t be fetched. Enter one that starts with https:// or http://, without user name or password.',
  );

export const privateAddress = (): AppError =>
  new AppError(
    'outgoing.privateAddress',
    422,
    'This address leads into a private network. Enter one that can be reached from the open internet.',
  );

export const unreachable = (cause: unknown): AppError =>
  new AppError('outgoing.unreachable', 422, 'Nothing answers at this address. Check it in a browser, and try again.', { cause });

export const foreignPort = (): AppError =>
  new AppError('outgoing.foreignPort', 422, 'Only addresses on the ports 80 and 443 are asked. Remove the port from this address.');

export const tooSlowToAnswer = (seconds: number): AppError =>
  new AppError('outgoing.tooSlow', 422, `The server at this address did not answer within ${seconds} seconds. Try again later.`);

export const answerTooLarge = (maxBytes: number): AppError =>
  new AppError(
    'outgoing.tooLarge',
    422,
    `The content at this address is larger than ${Math.ceil(maxBytes / 1024)} KB. Choose something smaller.`,
  );

export const tooManyRedirects = (): AppError =>
  new AppError('outgoing.tooManyRedirects', 422, 'This address redirects too often. Enter the final address.');

export const downgraded = (): AppError =>
  new AppError(
    'outgoing.downgraded',
    422,
    'This address redirects from https to http, where anyone could change the answer. Enter another one.',
  );
