import { AppError, invalidField } from '../../platform/http/AppError.js';

export const badLinkHost = (reason: string): AppError => invalidField('host', 'linkDomain.badHost', reason);

export const linkDomainNotFound = (): AppError =>
  new AppError('linkDomain.notFound', 404, 'This workspace has no tracking domain. Enter one first.');

export const linkHostTaken = (): AppError =>
  new AppError(
    'linkDomain.taken',
    409,
    'Another workspace of this installation uses this host already. Choose another one, or remove it there first.',
  );

export const linkDomainChanged = (): AppError =>
  new AppError('linkDomain.changed', 409, 'The tracking domain was changed meanwhile. Reload the page, then try again.');
