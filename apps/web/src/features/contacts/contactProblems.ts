import { isApiError } from '../../shared/api/apiError';

/** A refusal because the address or number belongs to someone already carries that contact's id. */
export function existingContactIdOf(error: unknown): string | null {
  return isApiError(error) && error.status === 409 ? detailOf(error, 'existingContactId') : null;
}

/** The contact that stands for one that was merged. */
export function mergedIntoIdOf(error: unknown): string | null {
  return isApiError(error) && error.code === 'contact.merged' ? detailOf(error, 'mergedIntoId') : null;
}

function detailOf(error: Error, name: string): string | null {
  const details: unknown = 'details' in error ? error.details : null;
  const value: unknown =
    typeof details === 'object' && details !== null ? Object.entries(details).find(([key]) => key === name)?.[1] : null;
  return typeof value === 'string' ? value : null;
}
