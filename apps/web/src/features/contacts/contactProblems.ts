import { isApiError } from '../../shared/api/apiError';

/** A refusal because the address or number belongs to somebody already carries that contact's id. */
export function existingContactIdOf(error: unknown): string | null {
  if (!isApiError(error) || error.status !== 409 || !('details' in error)) return null;
  const details = error.details;
  if (typeof details !== 'object' || details === null || !('existingContactId' in details)) return null;
  return typeof details.existingContactId === 'string' ? details.existingContactId : null;
}

export function isChangedMeanwhile(error: unknown): boolean {
  return isApiError(error) && error.code === 'contact.changedMeanwhile';
}
