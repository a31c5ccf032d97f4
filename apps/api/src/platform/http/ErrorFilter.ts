import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppLogger } from '../logging/AppLogger.js';
import { AppError } from './AppError.js';

interface ErrorBody {
  code: string;
  message: string;
  requestId: string;
  fields?: readonly { field: string; code: string; message: string }[];
  details?: Readonly<Record<string, unknown>>;
}

/** The one place where an error becomes a response. What nobody expected is logged in full and answered without details. */
@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: AppLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = toAppError(thrown);
    if (error.status >= 500)
      this.logger.failure('http.failed', thrown, { requestId: request.id, route: request.routeOptions.url ?? 'unknown', code: error.code });
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (error.retryAfterSeconds !== null) void reply.header('Retry-After', String(error.retryAfterSeconds));
    const body: ErrorBody = { code: error.code, message: error.message, requestId: request.id };
    if (error.fields.length > 0) body.fields = error.fields;
    if (Object.keys(error.details).length > 0) body.details = error.details;
    void reply.status(error.status).header('content-type', 'application/json; charset=utf-8').send({ data: null, error: body });
  }
}

/** What a thrown thing means to the caller. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof HttpException) return fromHttpException(thrown);
  const known = fromFastify(thrown) ?? fromDatabase(thrown);
  if (known) return known;
  return new AppError(
    'server.failed',
    500,
    'Something went wrong on our side. Nothing was changed; please try again. If it happens again, tell your administrator the request id.',
  );
}

function fromHttpException(error: HttpException): AppError {
  const status = error.getStatus();
  if (status === 404) return new AppError('route.notFound', 404, 'There is nothing at this address. Check the path against /api/docs.');
  if (status === 400)
    return new AppError(
      'request.malformed',
      400,
      'The request could not be read. Send well-formed JSON with content type application/json.',
    );
  return new AppError(`http.${status}`, status, error.message);
}

/** Errors that Fastify raises before a handler runs carry a code and a status. */
function fromFastify(thrown: unknown): AppError | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
  const { code } = thrown;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('request.tooLarge', 413, 'The request is too large. Send less at once.');
    case 'FST_REQ_FILE_TOO_LARGE':
      return new AppError(
        'upload.tooLarge',
        413,
        'The file is larger than this server accepts. Split it, or ask your administrator to raise MAX_UPLOAD_MB.',
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('request.mediaType', 415, 'This address does not take that content type. Send application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new AppError(
        'request.malformed',
        400,
        'The request could not be read. Send well-formed JSON with content type application/json.',
      );
    default:
      return null;
  }
}

/**
 * Two people at once: services check before they write, so what still reaches the database's own rule is a race, and the loser
 * need only look again.
 */
function fromDatabase(thrown: unknown): AppError | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
  switch (thrown.code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case '23505':
      return new AppError(
        'request.conflict',
        409,
        'Somebody else made the same change at the same moment. Load the page again and repeat yours.',
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
