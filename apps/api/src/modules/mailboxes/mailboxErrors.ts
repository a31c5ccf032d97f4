import type { ProviderError } from '@rapport/providers';
import { AppError, notFound } from '../../platform/http/AppError.js';

const FIELD_OF: Readonly<Record<string, string>> = { login: 'password', tls: 'security', data: 'folder' };

/** Signing in failed: nothing was saved. */
export const mailboxRefused = ({ step, message, serverResponse }: ProviderError): AppError => {
  const words = serverResponse === null ? message : `${message} The server said: ${serverResponse}`;
  return new AppError('request.invalid', 422, 'The mailbox could not be opened, so nothing was saved.', {
    fields: [{ field: `config.${FIELD_OF[step] ?? 'host'}`, code: 'mailbox.refused', message: words }],
  });
};

export const mailboxNotFound = (): AppError => notFound('mailbox');

export const mailboxNeedsEmail = (): AppError =>
  new AppError('mailbox.needsEmailSender', 409, 'Only a sender of email that reaches real people has a mailbox. Choose another sender.');
