/** The shape in which every failed answer of the API arrives (the SDK throws it). Recognised by shape, so that shared code stays free of the SDK. */
export interface ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields?: readonly FieldProblem[];
}

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export function isApiError(error: unknown): error is ApiError {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && 'status' in error && typeof error.status === 'number'
  );
}

export function hasStatus(error: unknown, status: number): boolean {
  return isApiError(error) && error.status === status;
}

/** A sentence for people. The API's messages are written for them; anything else is a lost connection or a defect. */
export function messageOf(error: unknown): string {
  if (isApiError(error) && error.status > 0) return error.message;
  if (error instanceof TypeError || (isApiError(error) && error.status === 0)) {
    return 'Rapport cannot be reached. Check your connection, then try again.';
  }
  return 'Something went wrong on this page. Reload it; if it happens again, look at the server log.';
}
