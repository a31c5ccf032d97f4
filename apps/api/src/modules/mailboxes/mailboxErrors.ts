import type { ProviderError } from '@rapport/providers';
import { AppError, notFound } from '../../platform/http/AppError.js';
import type { MailboxSource } from './MailboxDtos.js';

const LONGEST_REASON = 800;

/** What to do, and the server's own words. */
export function reasonOf({ message, serverResponse }: ProviderError): string {
  return (serverResponse === null ? message : `${message} The server said: ${serverResponse}`).slice(0, LONGEST_REASON);
}

const FIELD_OF: Readonly<Record<string, string>> = { login: 'password', tls: 'security', data: 'folder' };

/** Signing in failed: nothing was saved. */
export const mailboxRefused = (failure: ProviderError, source: MailboxSource): AppError => {
  const { step } = failure;
  const words = reasonOf(failure);
  // Its settings are those of the sender: there is no field beside which it could be said.
  if (source === 'sender') return new AppError('mailbox.notReadable', 422, `The mailbox could not be read. ${words}`);
  return new AppError('request.invalid', 422, 'The mailbox could not be opened, so nothing was saved.', {
    fields: [{ field: `config.${FIELD_OF[step] ?? 'host'}`, code: 'mailbox.refused', message: words }],
  });
};

export const mailboxNotFound = (): AppError => notFound('mailbox');

export const mailboxNeedsEmail = (): AppError =>
  new AppError('mailbox.needsEmailSender', 409, 'Only a sender of email that reaches real people has a mailbox. Choose another sender.');

export const mailboxNotItsOwn = (): AppError =>
  new AppError(
    'mailbox.notItsOwn',
    409,
    'Only a sender of Google Workspace or Microsoft 365 can read its own mailbox. Connect the mailbox of this sender over IMAP.',
  );
