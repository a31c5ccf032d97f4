import { AppError, invalidField, notFound } from '../../platform/http/AppError.js';

export const mergeNotFound = (): AppError => notFound('merge');

export function withItself(): AppError {
  return invalidField('secondaryIds', 'merge.withItself', 'A contact cannot be merged with itself. Choose another one.');
}

export function chosenTwice(): AppError {
  return invalidField('secondaryIds', 'merge.chosenTwice', 'The same contact is chosen twice. Choose each of them once.');
}

export function sameContact(): AppError {
  return invalidField('otherContactId', 'duplicate.sameContact', 'Choose two different contacts.');
}

export function nothingExact(): AppError {
  return new AppError('duplicate.nothingExact', 409, 'There are no exact duplicates. Review the pairs one by one.');
}

export function noneChosen(): AppError {
  return invalidField('secondaryIds', 'merge.noneChosen', 'Choose at least one contact to merge into this one.');
}

export function inTrash(contactId: string, name: string): AppError {
  return new AppError('merge.inTrash', 409, `${name} is in the trash. Restore it first, then merge.`, { details: { contactId } });
}

/** 412: the caller has seen another version than there is now. */
export function contactChanged(contactId: string, name: string, version: number): AppError {
  return new AppError('merge.changedMeanwhile', 412, `${name} was changed since you looked. Check the merge again, then confirm it.`, {
    details: { contactId, version },
  });
}

export function badChoice(field: string, message: string): AppError {
  return invalidField(field, 'merge.badChoice', message);
}

export function alreadyUndone(): AppError {
  return new AppError('merge.alreadyUndone', 409, 'This merge has already been undone.');
}

export function tooLateToUndo(days: number): AppError {
  return new AppError('merge.tooLateToUndo', 409, `Merges can be undone for ${days} days. This one is older.`);
}

export function mergedFurther(): AppError {
  return new AppError('merge.mergedFurther', 409, 'The kept contact has since been merged into another one. Undo that merge first.');
}

export function primaryInTrash(contactId: string, name: string): AppError {
  return new AppError('merge.primaryInTrash', 409, `${name} is in the trash. Restore it first, then undo the merge.`, {
    details: { contactId },
  });
}

/** An address or number that one of the contacts needs back belongs to another one by now. */
export function keyTaken(kind: 'email' | 'phone', existingContactId: string, name: string): AppError {
  const [code, what] = kind === 'email' ? ['merge.emailTaken', 'email address'] : ['merge.phoneTaken', 'phone number'];
  return new AppError(code, 409, `${name} has this ${what} now. Change or remove it there, then undo the merge.`, {
    details: { existingContactId },
  });
}
