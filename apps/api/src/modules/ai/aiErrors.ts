import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const aiRequestNotFound = (): AppError => notFound('aiRequest');

export const aiNotSetUp = (reason: string): AppError => new AppError('ai.notSetUp', 409, reason);

export const aiIsOff = (): AppError =>
  new AppError('ai.off', 409, 'AI is switched off in this workspace. An admin can switch it on in Settings → AI.');

export const aiBudgetSpent = (): AppError =>
  new AppError(
    'ai.budgetSpent',
    409,
    'The AI budget of this month does not cover another question. An admin can raise it in Settings → AI.',
  );

export const badAiAddress = (reason: string): AppError => invalidField('baseUrl', 'ai.badAddress', reason);

export const badAiKey = (): AppError =>
  invalidField('key', 'ai.badKey', 'A key is one word of plain letters, digits and signs. Copy it again, without blanks or line breaks.');

export const aiKeyNeedsEntering = (): AppError =>
  invalidField('key', 'ai.keyNeedsEntering', 'Enter the key again: the stored one is only sent to the address that it was entered for.');

export const badAiCurrency = (): AppError =>
  invalidField('currency', 'ai.badCurrency', 'Enter the three letters of a currency, such as EUR.');

export const nothingToWorkOn = (field: string, message: string): AppError => invalidField(field, 'ai.nothingToWorkOn', message);

export const aiAnswerNotThere = (): AppError =>
  new AppError('ai.noSuchPiece', 409, 'This text is not part of a finished answer. Reload the page, then try again.');

export const aiPieceDecided = (): AppError => new AppError('ai.decided', 409, 'This text was accepted or rejected already.');

export const unprovenText = (texts: readonly string[]): AppError =>
  new AppError(
    'ai.unproven',
    409,
    `No source supports ${texts.map((text) => `“${text}”`).join(', ')}. Edit it out, or confirm it as your own statement.`,
    { details: { unproven: texts } },
  );

export const aiFieldsNotChosen = (): AppError =>
  new AppError(
    'ai.fieldsNotChosen',
    409,
    'Nothing of contacts may leave this workspace yet. An admin chooses in Settings → AI what AI may be told about a contact.',
  );

export const aiMessagesNotAllowed = (): AppError =>
  new AppError(
    'ai.messagesNotAllowed',
    409,
    'A reply is made from the messages of the contact, which may not leave this workspace. An admin can allow it in Settings → AI.',
  );

export const aiContactInTrash = (): AppError =>
  new AppError('ai.contactInTrash', 409, 'This contact is in the trash. Restore the contact, then ask again.');

export const tooManyAiRequests = (retryAfterSeconds: number): AppError => {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return new AppError(
    'ai.tooMany',
    429,
    `AI was asked too often in the past hour. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    {
      retryAfterSeconds,
      details: { retryAfterSeconds },
    },
  );
};
