import type { RuleTreeProblem } from '@rapport/common';
import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';
import type { PhoneProblem } from '../../platform/phone/readPhone.js';

export const contactNotFound = (): AppError => notFound('contact');

export function contactMerged(mergedIntoId: string): AppError {
  return new AppError('contact.merged', 410, 'This contact was merged into another one. Open that one instead.', {
    details: { mergedIntoId },
  });
}

export function emailTaken(existingContactId: string): AppError {
  return taken(
    'contact.emailTaken',
    'primaryEmail',
    'Another contact has this email address. Open that one, or merge the two.',
    existingContactId,
  );
}

export function phoneTaken(existingContactId: string): AppError {
  return taken(
    'contact.phoneTaken',
    'primaryPhone',
    'Another contact has this phone number. Open that one, or merge the two.',
    existingContactId,
  );
}

export function changedMeanwhile(version: number): AppError {
  return new AppError('contact.changedMeanwhile', 409, 'This contact was changed while you edited it. Reload it and repeat your change.', {
    details: { version },
  });
}

export function twinChanged(): AppError {
  return new AppError('contact.conflict', 409, 'A contact with this address or number was changed at the same time. Try again.');
}

export function contactInTrash(): AppError {
  return new AppError('contact.inTrash', 409, 'This contact is in the trash. Restore it first.');
}

/** A description that leads to nobody. */
export function noKey(hasPhone: boolean): AppError {
  return hasPhone
    ? invalidField(
        'primaryPhone',
        'contact.noKey',
        'This number says nothing of its country, so it identifies nobody. Write it with its country code, such as +49 30 901820, or send the email address.',
      )
    : invalidField('primaryEmail', 'contact.noKey', 'Identify the contact by its id, its email address or its phone number.');
}

const NAMED = 5;

export function severalMatch(contacts: readonly { id: string; displayName: string }[]): AppError {
  const named = contacts.slice(0, NAMED);
  const names = `${named
    .slice(0, -1)
    .map(({ displayName }) => displayName)
    .join(', ')} and ${named.at(-1)?.displayName ?? ''}`;
  return new AppError(
    'contact.severalMatch',
    409,
    `${names} match. Merge them, or identify one of them by its id and leave out the rest.`,
    {
      details: { contacts: named },
    },
  );
}

export function emptyContact(): AppError {
  return invalidField('firstName', 'contact.empty', 'A contact needs at least a name, an email address, a phone number or a company.');
}

export function badPhone({ code, reason }: PhoneProblem): AppError {
  return invalidField(
    'primaryPhone',
    code,
    code === 'phone.invalid' ? `${reason} Write it with its country code, such as +49 30 901820.` : reason,
  );
}

export function erasureNotConfirmed(hasEmail: boolean): AppError {
  const what = hasEmail ? 'email address' : 'name';
  return invalidField('confirm', 'contact.erasureNotConfirmed', `Type the ${what} of the contact to confirm that they are to be erased.`);
}

export function contactErased(field: 'primaryEmail' | 'primaryPhone'): AppError {
  const what = field === 'primaryEmail' ? 'address' : 'number';
  const message = `This ${what} belongs to a person who was erased at their request. It can’t be added again.`;
  return new AppError('contact.erased', 409, message, { fields: [{ field, code: 'contact.erased', message }] });
}

export function badSelection(): AppError {
  return invalidField('selection', 'selection.ambiguous', 'Choose contacts either by their ids or by a filter.');
}

export function listRequired(): AppError {
  return invalidField('listId', 'list.required', 'Choose a list for this action.');
}

export function fieldToSetRequired(): AppError {
  return invalidField('set', 'bulkAction.fieldRequired', 'Say which field to set.');
}

export function fieldGivenTwice(): AppError {
  return invalidField('set.options', 'bulkAction.valueTwice', 'Send either value or options.');
}

export const undoNotFound = (): AppError => notFound('bulkAction');

export function alreadyUndone(): AppError {
  return new AppError('bulkAction.alreadyUndone', 409, 'This action has already been undone.');
}

export function bulkStillRunning(): AppError {
  return new AppError('bulkAction.running', 409, 'This action is still running. Cancel it, or wait until it is done, then undo it.');
}

export function bulkFinished(): AppError {
  return new AppError('bulkAction.finished', 409, 'This action has already finished. You can undo it.');
}

export function tooLateToUndo(days: number): AppError {
  return new AppError('bulkAction.tooLateToUndo', 409, `Bulk actions can be undone for ${days} days. This one is older.`);
}

export function nothingToUndo(): AppError {
  return new AppError('bulkAction.nothingToUndo', 409, 'This action changed no contact, so there is nothing to undo.');
}

function taken(code: string, field: string, message: string, existingContactId: string): AppError {
  return new AppError(code, 409, message, { fields: [{ field, code, message }], details: { existingContactId } });
}

export function badRuleTree({ code, message, path }: RuleTreeProblem): AppError {
  return new AppError(code, 422, message, { details: { path } });
}

export function unknownRule(rule: string): AppError {
  return new AppError('segment.unknownRule', 422, `There is no rule "${rule.slice(0, 60)}".`, { details: { rule: rule.slice(0, 60) } });
}

export const ruleOfReader = (): AppError =>
  new AppError(
    'segment.personalField',
    422,
    'A field that only you see filters your own table of contacts. Segments, campaigns, exports and changes to many contacts cannot use it: choose the contacts one by one, or make it a field of the workspace.',
  );

/** Says where in its tree a condition is that could not be understood. */
export function atPath(error: unknown, path: string): unknown {
  if (!(error instanceof AppError) || !error.code.startsWith('segment.') || 'path' in error.details) return error;
  return new AppError(error.code, error.status, error.message, { details: { ...error.details, path } });
}

export function badRulesText(): AppError {
  return invalidField(
    'rules',
    'segment.badShape',
    'The rules are not JSON. Send a tree such as {"and":[{"rule":"inList","with":{"listIds":["…"]}}]}.',
  );
}

export function badRuleValue(rule: string, name: string, reason: string): AppError {
  const message = `${rule}: "${name.slice(0, 60)}" ${reason}.`;
  return new AppError('segment.badValue', 422, message, { details: { rule, name: name.slice(0, 60) } });
}

export function unknownSort(): AppError {
  const message = 'Sort by name, createdAt, email, company or field: with the name of a custom field, such as field:plan.';
  return new AppError('request.invalid', 400, message, { fields: [{ field: 'sort', code: 'contact.unknownSort', message }] });
}
