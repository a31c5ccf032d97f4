/** One field of the input that is wrong, in the shape the dashboard puts beside the field. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/**
 * Thrown in services, turned into a response in one place (ErrorFilter).
 * `code` is stable (`campaign.notDraft`), `status` an HTTP status, `message` tells a person what to do next.
 */
export class AppError extends Error {
  readonly fields: readonly FieldError[];
  /** How many fields are wrong; `fields` may hold only the first of them. */
  readonly fieldCount: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | null;

  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    extra: {
      fields?: readonly FieldError[];
      fieldCount?: number;
      details?: Readonly<Record<string, unknown>>;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = 'AppError';
    this.fields = extra.fields ?? [];
    this.fieldCount = extra.fieldCount ?? this.fields.length;
    this.details = extra.details ?? {};
    this.retryAfterSeconds = extra.retryAfterSeconds ?? null;
  }
}

/** 404 that does not tell whether the thing exists elsewhere. `what` is the domain's word: `contact`, `campaign`. */
export function notFound(what: string): AppError {
  return new AppError(`${what}.notFound`, 404, `There is no such ${what} in this workspace. It may have been deleted.`);
}

/** 422 for one field. */
export function invalidField(field: string, code: string, message: string): AppError {
  return new AppError('request.invalid', 422, message, { fields: [{ field, code, message }] });
}
