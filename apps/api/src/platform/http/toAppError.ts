import { HttpException } from '@nestjs/common';
import { AppError } from './AppError.js';
import {
  malformed,
  malformedUrl,
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
  if (thrown instanceof HttpException) return fromHttpException(thrown);
  return (
    fromFastify(thrown) ??
    fromDatabase(thrown) ??
    new AppError(
      'server.failed',
      500,
      'Something went wrong on our side. Nothing was changed; please try again. If it happens again, tell your administrator the request id.',
    )
  );
}

function fromHttpException(error: HttpException): AppError {
  const status = error.getStatus();
  if (status === 404) return new AppError('route.notFound', 404, 'There is nothing at this address. Check the path against /api/docs.');
  if (status === 400) return malformed();
  // Nest wraps what Fastify's body parser throws.
  if (status === 413) return tooLarge();
  if (status === 415) return wrongMediaType();
  return new AppError(`http.${status}`, status, error.message);
}

/** Errors that Fastify raises before a handler runs carry a code and a status. */
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

/**
 * Two people at once: services check before they write, so what still reaches the database's own rule is a race, and the loser
 * need only look again.
 */
function fromDatabase(thrown: unknown): AppError | null {
  switch (codeOf(thrown)) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case '23505':
      return new AppError(
        'request.conflict',
        409,
        'Somebody else made the same change at the same moment. Load the page again and repeat yours.',
      );
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
    case '23503':
      return new AppError(
        'request.conflict',
        409,
        'What this change refers to was removed by somebody else at the same moment. Load the page again.',
      );
    case 'database.busy':
    case '40001':
    case '40P01':
      return new AppError('server.busy', 503, 'The database is busy with another change. Nothing was changed; please try again.', {
        retryAfterSeconds: 2,
      });
    default:
      return null;
  }
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null;
}
