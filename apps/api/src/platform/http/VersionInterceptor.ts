import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, type Observable, tap } from 'rxjs';
import { AppError, invalidField } from './AppError.js';
import { etagOf, readIfMatch, VERSIONED, type Versioning } from './versions.js';

type Body = Record<string, unknown>;

/** Versions in headers, as HTTP has them: `ETag` on answers, `If-Match` on changes. It runs before the body is validated. */
@Injectable()
export class VersionInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const versioning = this.reflector.get<Versioning | undefined>(VERSIONED, execution.getHandler());
    if (!versioning) return next.handle();
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    const named = versioning === 'change' ? readIfMatch(request.headers['if-match']) : null;
    if (named !== null) nameInBody(request, named);
    const show = (version: unknown): void => {
      if (typeof version === 'number') void reply.header('ETag', etagOf(version));
    };
    return next.handle().pipe(
      tap((data: unknown) => show(isBody(data) ? data['version'] : null)),
      catchError((thrown: unknown) => {
        if (named === null || !(thrown instanceof AppError) || !isOldVersion(thrown)) throw thrown;
        show(thrown.details['version']);
        throw new AppError(thrown.code, 412, thrown.message, { details: thrown.details, cause: thrown });
      }),
    );
  }
}

/** The body then says the same as the header, wherever the version is read. */
function nameInBody(request: FastifyRequest, version: number): void {
  if (!isBody(request.body)) return;
  const { version: said } = request.body;
  if (said !== undefined && said !== version)
    throw invalidField('version', 'version.twoNamed', 'The version in the body and the one in If-Match differ. Send one of them.');
  request.body = { ...request.body, version };
}

function isOldVersion({ code, status }: AppError): boolean {
  return status === 409 && code.endsWith('.changedMeanwhile');
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
