import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppLogger } from '../logging/AppLogger.js';
import type { AppError } from './AppError.js';
import { toAppError } from './toAppError.js';

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
    // A 503 that we threw ourselves is an answer like any other; whoever throws it logs what is worth knowing.
    if (error.status >= 500 && !(error === thrown && error.status === 503))
      this.logger.failure('http.failed', thrown, { requestId: request.id, route: request.routeOptions.url ?? 'unknown', code: error.code });
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (error.retryAfterSeconds !== null) void reply.header('Retry-After', String(error.retryAfterSeconds));
    void reply
      .status(error.status)
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(errorBody(error, request.id));
  }
}

interface ErrorBody {
  code: string;
  message: string;
  requestId: string;
  fields?: readonly { field: string; code: string; message: string }[];
  details?: Readonly<Record<string, unknown>>;
}

/** The envelope of a refusal. */
export function errorBody(error: AppError, requestId: string): { data: null; error: ErrorBody } {
  const body: ErrorBody = { code: error.code, message: error.message, requestId };
  if (error.fields.length > 0) body.fields = error.fields;
  if (Object.keys(error.details).length > 0) body.details = error.details;
  return { data: null, error: body };
}
