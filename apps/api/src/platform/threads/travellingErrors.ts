import { AppError } from '../http/AppError.js';

/** An error on its way from a thread, where an Error keeps its message alone. `code` is null when nobody expected it. */
export interface TravellingError extends Pick<AppError, 'status' | 'message' | 'fields' | 'fieldCount' | 'details'> {
  readonly code: string | null;
  readonly stack: string;
}

export function describeError(error: unknown): TravellingError {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof AppError)) return { code: null, status: 500, message, stack, fields: [], fieldCount: 0, details: {} };
  const { code, status, fields, fieldCount, details } = error;
  return { code, status, message, stack, fields, fieldCount, details };
}

export function reviveError({ code, status, message, stack, fields, fieldCount, details }: TravellingError): Error {
  return code === null
    ? Object.assign(new Error(message), { stack })
    : new AppError(code, status, message, { fields, fieldCount, details });
}
