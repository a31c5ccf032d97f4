import { HttpException } from '@nestjs/common';
import { AppError } from './AppError.js';
import {
  malformed,
  malformedUrl,
  notStorable,
  requestAborted,
  routeNotFound,
  tooLarge,
  uploadMalformed,
  uploadTooLarge,
  uploadTooManyParts,
  urlTooLong,
  wrongMediaType,
} from './requestErrors.js';

/** Whatever was thrown, as what a caller may know of it. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof HttpException) return fromStatus(thrown.getStatus());
  return (
    fromFastify(thrown) ??
    fromDatabase(thrown) ??
    fromStream(thrown) ??
    (thrown instanceof URIError ? malformedUrl() : null) ??
    fromHttpLibrary(thrown) ??
    failed()
  );
}

/** Whether something was changed before it failed is not known here, so nothing is claimed about it. */
function failed(): AppError {
  return new AppError(
    'server.failed',
    500,
    'Something went wrong on our side. Reload to see whether your change was saved before you try again. If it happens again, give your administrator the request id.',
  );
}

function fromStatus(status: number): AppError {
  switch (status) {
    case 400:
      return malformed();
    // The file server says 403 to a path that leads out of its folder; there is nothing to find either way.
    case 403:
    case 404:
      return routeNotFound();
    case 408:
      return requestAborted();
    case 413:
      // Nest wraps what Fastify's body parser throws.
      return tooLarge();
    case 414:
      return urlTooLong();
    case 415:
      return wrongMediaType();
    default:
      return isRefusal(status) ? new AppError(`http.${status}`, status, 'The request was refused. Check it against /api/docs.') : failed();
  }
}

/** Errors that Fastify and its plugins raise before a handler runs carry a code and a status. */
function fromFastify(thrown: unknown): AppError | null {
  switch (codeOf(thrown)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return tooLarge();
    case 'FST_REQ_FILE_TOO_LARGE':
      return uploadTooLarge();
    case 'FST_PARTS_LIMIT':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return uploadTooManyParts();
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
    case 'FST_INVALID_JSON_FIELD_ERROR':
    case 'FST_MP_PREMATURE_CLOSE':
    case 'FST_PROTO_VIOLATION':
      return uploadMalformed();
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return wrongMediaType();
    case 'FST_ERR_BAD_URL':
      return malformedUrl();
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return urlTooLong();
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return malformed();
    default:
      return null;
  }
}

/** What else Fastify, its parsers and its file server refuse: they name a status, of which only refusals are theirs to decide. */
function fromHttpLibrary(thrown: unknown): AppError | null {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return null;
  const isTheirs = String(codeOf(thrown)).startsWith('FST_') || ('expose' in thrown && thrown.expose === true);
  return isTheirs && typeof thrown.statusCode === 'number' && isRefusal(thrown.statusCode) ? fromStatus(thrown.statusCode) : null;
}

/** The sender went away in the middle of the body. */
function fromStream(thrown: unknown): AppError | null {
  switch (codeOf(thrown)) {
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
    case 'ABORT_ERR':
      return isOfRequest(thrown) ? requestAborted() : null;
    default:
      return null;
  }
}

/** Node names an incoming message that broke off `aborted`; the same codes come from connections that we opened ourselves. */
function isOfRequest(thrown: unknown): boolean {
  return thrown instanceof Error && /^(aborted|premature close)$/i.test(thrown.message);
}

/**
 * Two people at once: services check before they write, so what still reaches the database's own rule is a race, and the loser
 * need only look again.
 */
function fromDatabase(thrown: unknown): AppError | null {
  switch (codeOf(thrown)) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case '23505':
      return new AppError('request.conflict', 409, 'The same thing was changed at the same time. Reload the page and repeat your change.');
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
    case '23503':
      return new AppError('request.conflict', 409, 'What this change refers to was removed at the same time. Reload the page.');
    case 'database.busy':
    case '40001':
    case '40P01':
      return new AppError('server.busy', 503, 'The database is busy with another change. Nothing was saved. Try again.', {
        retryAfterSeconds: 2,
      });
    // Values that passed our own checks and do not fit a column, an operator or a parameter.
    case '22001':
    case '22003':
    case '22007':
    case '22008':
    case '22021':
    case '22P02':
    case '22P05':
    case '54000':
    case 'SQLITE_TOOBIG':
    case 'SQLITE_MISMATCH':
      return notStorable(thrown);
    default:
      return null;
  }
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null;
}
