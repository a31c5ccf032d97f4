import { type ConfigProblem, ProviderError } from '@rapport/providers';
import { AppError, invalidField } from '../../platform/http/AppError.js';

export const unknownSenderType = (): AppError =>
  new AppError('request.invalid', 422, 'Choose one of the offered sender types.', {
    fields: [{ field: 'type', code: 'sender.unknownType', message: 'Choose one of the offered sender types.' }],
  });

export const badSenderConfig = (
  problems: readonly (Omit<ConfigProblem, 'code'> & { readonly code: ConfigProblem['code'] | 'privateHost' })[],
): AppError =>
  new AppError('request.invalid', 422, 'Some settings of the sender need correcting.', {
    fields: problems.map(({ field, code, message }) => ({ field: `config.${field}`, code: `sender.${code}`, message })),
  });

/** Its people are invented: what is sent to them would reach strangers who own such addresses. */
export const sampleSendsToLab = (): AppError =>
  new AppError(
    'sender.sampleSendsToLab',
    409,
    'The sample workspace sends to the mail lab only, because its contacts are invented. Create your own workspace to set up a sender.',
  );

export const tooManySenders = (atMost: number): AppError =>
  new AppError('sender.tooMany', 409, `A workspace has at most ${atMost} senders. Delete one that is no longer needed.`);

export const senderIsActive = (): AppError =>
  new AppError('sender.isActive', 409, 'New campaigns are sent through this sender. Make another one active first.');

export const senderIsUsed = (campaigns: number): AppError =>
  new AppError(
    'sender.isUsed',
    409,
    `${campaigns === 1 ? 'A campaign is' : `${campaigns} campaigns are`} being sent through this sender. Wait until ${campaigns === 1 ? 'it has' : 'they have'} finished, or cancel ${campaigns === 1 ? 'it' : 'them'}.`,
  );

export const noSenderAddress = (): AppError =>
  new AppError('sender.noFromAddress', 422, 'Enter a default sender address in the workspace settings first: the test message needs one.');

export const noSenderDomain = (): AppError =>
  new AppError('sender.noDomain', 422, 'Enter a default sender address in the workspace settings first, or name a domain.', {
    fields: [{ field: 'domain', code: 'sender.noDomain', message: 'Enter a domain, such as example.com.' }],
  });

export const badSenderDomain = (): AppError => invalidField('domain', 'sender.badDomain', 'Enter a domain, such as example.com.');

export const senderStillPaused = (words: string, hint: string | null): AppError =>
  new AppError(
    'sender.stillPaused',
    409,
    `The sender is paused, and the mail server still cannot be used: ${words} ${hint ?? 'Check the sender settings, then resume.'}`,
  );

export const senderDoesNotReport = (label: string): AppError =>
  new AppError('sender.doesNotReport', 409, `${label} sends no delivery reports.`);

export const reportsNotConnected = (label: string, error: unknown): AppError => {
  const words = error instanceof ProviderError ? (error.serverResponse ?? error.message) : String(error);
  const hint =
    error instanceof ProviderError && error.kind === 'auth'
      ? 'A key that may only send cannot do this. Use a key of the account, or enter the address at the provider yourself.'
      : 'Try again, or enter the address at the provider yourself.';
  return new AppError('sender.reportsNotConnected', 409, `${label} refused to send its reports here: ${words} ${hint}`);
};

export const mailLabMissing = (): AppError => new AppError('sender.mailLabMissing', 500, 'The mail lab is not part of this process.');

export const tooManyChecks = (retryAfterSeconds: number): AppError => {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return new AppError(
    'sender.tooManyChecks',
    429,
    `The sender was checked too often. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    { retryAfterSeconds, details: { retryAfterSeconds } },
  );
};
export const noTestAddress = (): AppError =>
  invalidField('to', 'testMessage.noAddress', 'Enter the email address that the test message goes to.');

export const badTestPhone = (reason: string | null): AppError =>
  invalidField('phone', 'testMessage.badPhone', reason ?? 'Enter the phone number that the test text goes to.');

export const testPhoneForeign = (): AppError =>
  invalidField('phone', 'testMessage.notAllowed', 'Test texts can be sent by approvers, admins and owners. Ask one of them to send it.');

export const testPhoneSuppressed = (): AppError =>
  invalidField(
    'phone',
    'testMessage.suppressed',
    'This number answered STOP or is blocked, so it gets no test texts either. Choose another one.',
  );

export const oneSenderOfTexts = (): AppError =>
  new AppError('sender.oneForTexts', 409, 'This workspace has a sender of texts already. Change its settings, or delete it first.');

export const senderIsForTexts = (): AppError =>
  new AppError(
    'sender.isForTexts',
    409,
    'This sender sends texts and no email. Texts go through it already; choose another one for email.',
  );

export const otherChannel = (): AppError =>
  new AppError('request.invalid', 422, 'A sender of texts and a sender of email do not become each other.', {
    fields: [
      { field: 'type', code: 'sender.otherChannel', message: 'Add another sender instead: this one sends another kind of message.' },
    ],
  });

export const testRecipientForeign = (): AppError =>
  invalidField(
    'to',
    'testMessage.notMember',
    'Test messages go to members of this workspace, at the address they confirmed. To reach another address, ask an approver, admin or owner to send the test.',
  );

export const testRecipientSuppressed = (): AppError =>
  invalidField(
    'to',
    'testMessage.suppressed',
    'This address has unsubscribed or is blocked, so it gets no test messages either. Choose another one.',
  );

export const tooManyTests = (retryAfterSeconds: number): AppError =>
  new AppError(
    'testMessage.tooMany',
    429,
    `Too many test messages in the past hour. Try again in ${Math.ceil(retryAfterSeconds / 60)} ${retryAfterSeconds <= 60 ? 'minute' : 'minutes'}.`,
    { retryAfterSeconds, details: { retryAfterSeconds } },
  );

export const senderDoesNotSignIn = (): AppError =>
  new AppError('sender.doesNotSignIn', 409, 'This sender is not set to sign in. Choose that under “Access” and save it first.');

export const signInIsOver = (): AppError =>
  invalidField(
    'state',
    'sender.signInIsOver',
    'This sign-in started too long ago, or another person started it. Start again in the settings of the sender.',
  );

/** In the vendor's words, or what was found out with what it gave. */
export const signInRefused = (words: string): AppError => invalidField('code', 'sender.signInRefused', words);
