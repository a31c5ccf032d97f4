import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const messageNotFound = (): AppError => notFound('message');

export const lineBreakInSubject = (): AppError => invalidField('subject', 'message.lineBreak', 'The subject must stay on one line.');

const KINDS = { email: 'email address', text: 'phone number' } as const;

export const unknownAddress = (channel: keyof typeof KINDS): AppError =>
  invalidField(
    'to',
    'message.unknownAddress',
    `This contact has no such ${KINDS[channel]}. Choose one of theirs, or add it to the contact first.`,
  );

export const noAddress = (channel: keyof typeof KINDS): AppError =>
  invalidField('to', 'message.noAddress', `This contact has no ${KINDS[channel]}. Add one to the contact first.`);

export const addressRefused = (reason: string): AppError => invalidField('to', 'message.addressRefused', reason);

export const notAnswerable = (): AppError =>
  invalidField(
    'answerTo',
    'message.notAnswerable',
    'This contact has no such email on their timeline. Reload the page, then answer again.',
  );

export const unknownSender = (): AppError =>
  invalidField('senderAccountId', 'message.unknownSender', 'There is no such sender of email in this workspace. Choose another one.');

export const senderPaused = (reason: string | null): AppError =>
  invalidField(
    'senderAccountId',
    'message.senderPaused',
    `This sender is paused. ${reason ?? ''} Check it in the settings.`.replace('  ', ' '),
  );

export const senderOfTextsPaused = (reason: string): AppError =>
  new AppError('message.senderPaused', 422, `The sender of texts is paused. ${reason} Check it in the settings.`);

export const noFromAddress = (): AppError =>
  new AppError('message.noFromAddress', 422, 'Enter a sender address for this workspace in the settings first.');

export const filesTooLarge = (megabytes: number): AppError =>
  invalidField(
    'fileIds',
    'message.filesTooLarge',
    `The files are larger than ${megabytes} MB together, which most mail servers refuse. Remove some, or share a link to them.`,
  );

export const notCancellable = (state: string): AppError =>
  new AppError('message.notCancellable', 409, 'This message is on its way already, so it cannot be called back.', { details: { state } });

export const notUncertain = (): AppError =>
  new AppError('message.notUncertain', 409, 'This message is no longer uncertain. Reload the page.');

/** What is wrong with its text, at its place. */
export const badContent = (field: 'subject' | 'bodyHtml' | 'text', code: string, message: string): AppError =>
  invalidField(field, code, message);
