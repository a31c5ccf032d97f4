import { isApiError } from '../api/apiError';

/** Someone else changed it since the version that the change is about: 412 where that was in a header, 409 where it was in the body. */
export function isChangedMeanwhile(error: unknown): boolean {
  return isApiError(error) && error.code.endsWith('.changedMeanwhile');
}
