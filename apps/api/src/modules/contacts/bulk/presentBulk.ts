import { displayName } from '@rapport/common';
import type { LeftReason } from '../ContactPartReferences.js';
import { type BulkRecord, phaseOf } from './BulkAction.js';
import type { LeftRow } from './BulkActionRepository.js';
import type { BulkActionDto, BulkActionName, BulkLeftDto, BulkUndoDto } from './BulkDtos.js';

export function presentAction(
  record: BulkRecord,
  { isWaiting, left, leftBehind, undo }: { isWaiting: boolean; left: number; leftBehind: BulkLeftDto[]; undo: BulkUndoDto | null },
): BulkActionDto {
  const isFinished = phaseOf(record) === null;
  const canUndo = isFinished && record.affected > 0 && record.status !== 'undone';
  return {
    id: record.id,
    action: record.action as BulkActionName,
    listId: record.input.listId,
    set: presentSet(record),
    status: isWaiting ? 'waiting' : record.status,
    isFinished,
    affected: record.affected,
    processed: record.processed,
    total: record.total,
    undoId: canUndo ? record.id : null,
    left,
    leftBehind,
    undo,
    error: record.errorMessage,
    createdAt: record.createdAt,
    finishedAt: record.finishedAt,
  };
}

function presentSet({ input: { set } }: BulkRecord): BulkActionDto['set'] {
  if (!set) return null;
  const { field, label, how, shown, onlyEmpty } = set;
  return { field, label, how, value: shown, onlyEmpty };
}

export function presentUndo(record: BulkRecord, isWaiting: boolean, left: number, leftBehind: BulkLeftDto[]): BulkUndoDto {
  return {
    id: record.id,
    status: isWaiting ? 'waiting' : record.status,
    affected: record.undoAffected,
    processed: record.undoProcessed,
    total: record.affected,
    left,
    leftBehind,
  };
}

export function presentLeft(row: LeftRow, action: string): BulkLeftDto {
  const { contactId, reason, existingContactId } = row;
  const isThere = [row.firstName, row.lastName, row.primaryEmail, row.primaryPhone, row.company].some((value) => value !== null);
  return { contactId, displayName: isThere ? displayName(row) : null, reason, message: messageOf(reason, action), existingContactId };
}

function messageOf(reason: LeftReason, action: string): string {
  if (action === 'import') return messageOfImport(reason);
  switch (reason) {
    case 'emailTaken':
      return 'Stays in the trash: another contact has this email address now. Change or remove it there, then restore this one.';
    case 'phoneTaken':
      return 'Stays in the trash: another contact has this phone number now. Change or remove it there, then restore this one.';
    case 'changedSince':
      return 'Left as it is: it was changed again after this action.';
    case 'inTrash':
      return 'Left as it is: it is in the trash. Restore it first.';
    case 'listGone':
      return action !== 'removeFromList' ? 'Not back on its stage: that list was deleted.' : 'Not back on the list: it was deleted.';
    case 'fieldGone':
      return 'Left as it is: the field was deleted.';
    case 'fieldRequired':
      return 'Left as it is: the field is required, and the contact would have no value.';
    case 'valueTooLong':
      return 'Left as it is: the contact would have more options than the field can hold.';
    case 'wouldBeEmpty':
      return 'Left as it is: the company is all that is known of this contact.';
    case 'gone':
      return 'The contact was deleted for good.';
  }
}

/** Its undo goes field by field. */
function messageOfImport(reason: LeftReason): string {
  switch (reason) {
    case 'emailTaken':
      return 'Keeps its email address: another contact has the earlier one now. Everything else was undone.';
    case 'phoneTaken':
      return 'Keeps its phone number: another contact has the earlier one now. Everything else was undone.';
    case 'changedSince':
      return 'Values that were changed after the import stay. Everything else was undone.';
    case 'inTrash':
      return 'Left as it is: it is in the trash.';
    case 'listGone':
      return 'Not back on its stage: that list was deleted.';
    default:
      return 'The contact was deleted for good.';
  }
}
