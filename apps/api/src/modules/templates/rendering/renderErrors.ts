import { AppError } from '../../../platform/http/AppError.js';

/** The time limit is wall clock, so a process that was paused meets it once; an endless loop meets it again. */
export function isTimeLimit(cause: unknown): boolean {
  const error = cause instanceof AppError ? cause.cause : cause;
  return /template render limit exceeded/.test(reasonOf(error));
}

/** A template that Liquid cannot read. The checks find the same earlier and name the line; this is what stops a send. */
export function parseError(cause: unknown): AppError {
  return new AppError('template.broken', 422, `A merge tag cannot be read: ${reasonOf(cause)}. Correct it in the template.`, { cause });
}

export function renderError(cause: unknown): AppError {
  const reason = reasonOf(cause);
  if (/limit exceeded|Invalid string length/.test(reason)) {
    return new AppError('template.limitReached', 422, 'The template does too much work for one message. Remove loops or shorten them.', {
      cause,
    });
  }
  return new AppError('template.renderFailed', 422, `The template cannot be filled in: ${reason}. Check the filters it uses.`, { cause });
}

const inBody = (code: string, message: string, cause: unknown): AppError =>
  new AppError(code, 422, message, { fields: [{ field: 'bodyHtml', code, message }], cause });

export const templateTooSlow = (cause: unknown): AppError =>
  inBody(
    'template.tooSlow',
    'The template takes more than a second to process. Shorten its style sheet, use simpler selectors, or remove loops.',
    cause,
  );

export const templateTooLarge = (cause: unknown): AppError =>
  inBody('template.tooLarge', 'The template needs too much memory. Shorten it, and link images instead of embedding them.', cause);

/** A library failed on it in a way that nobody foresaw. */
export const markupUnreadable = (cause: unknown): AppError =>
  inBody('template.unreadable', 'The HTML of this template cannot be processed. Simplify its markup or its style sheet.', cause);

export const rendererBusy = (cause: unknown): AppError =>
  new AppError(
    'template.rendererBusy',
    503,
    'The server is busy with other work and has not come to this template. Try again in a moment.',
    {
      retryAfterSeconds: 5,
      cause,
    },
  );

export const tooManyPreviews = (cause: unknown): AppError =>
  new AppError('template.tooManyPreviews', 429, 'Too many previews at the same time. Try again in a moment.', {
    retryAfterSeconds: 2,
    cause,
  });

/** Liquid appends file and position, which mean nothing here: the text it parses is the compiled page. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (
    message
      .split('\n')[0]
      ?.replace(/,\s*(?:file:.*|line:\d+.*)$/, '')
      .slice(0, 200) ?? ''
  );
}
