import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppLogger } from '../logging/AppLogger.js';
import { AppError } from './AppError.js';
import { errorBody } from './errorBody.js';
import { requestAborted } from './requestErrors.js';
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
    // What fails because the sender has gone is no failure of ours, whatever library noticed it first.
    const error = isAborted(request, thrown) ? requestAborted() : toAppError(thrown);
    // Validation should have refused it: worth a look, though the caller is answered well.
    if (error.code === 'request.notStorable')
      this.logger.failure('http.notStorable', thrown, {
        requestId: request.id,
        route: request.routeOptions.url ?? 'unknown',
        code: error.code,
      });
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

function isAborted({ raw }: FastifyRequest, thrown: unknown): boolean {
  const isOurs = thrown instanceof AppError;
  return !isOurs && raw.destroyed && !raw.complete;
}
