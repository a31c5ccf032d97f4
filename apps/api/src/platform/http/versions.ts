import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AppError } from './AppError.js';
import { Refuses } from './routes.js';

export const VERSIONED = 'rapport:versioned';
/** In the OpenAPI document while it is made: the answer has an `ETag`. It does not stay there. */
export const ETAG_EXTENSION = 'x-etag';

/** `read`: the answer names its version. `change`: the request may name the one that it is about, too. */
export type Versioning = 'read' | 'change';

/** What this route answers has a version, which the header `ETag` names. */
export const Versioned = (): MethodDecorator =>
  applyDecorators(SetMetadata(VERSIONED, 'read' satisfies Versioning), ApiExtension(ETAG_EXTENSION, true));

/**
 * A change of what has a version: `If-Match` with its `ETag` stands for `version` in the body. Whatever the service refuses as
 * `….changedMeanwhile` is then a 412 (VersionInterceptor). A route without a body takes the number by `@IfMatch()`.
 */
export const ChangesVersion = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(VERSIONED, 'change' satisfies Versioning),
    ApiExtension(ETAG_EXTENSION, true),
    Refuses(412),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The `ETag` of the version that the change is about, in place of `version`; 412 when there is a newer one',
      schema: { type: 'string', example: '"3"' },
    }),
  );

/** The version that `If-Match` names; null without one. */
export const IfMatch = createParamDecorator((_data: unknown, execution: ExecutionContext) =>
  readIfMatch(execution.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

export function etagOf(version: number): string {
  return `"${version}"`;
}

/** No version is ever this one: what an `ETag` that is not ours names. Both databases can compare it. */
const NEVER = 2_147_483_647;
const OURS = /^(?:W\/)?"([1-9]\d{0,9})"$/;

/** `*` asks only that there is one, which every change needs. A proxy that compresses makes a tag weak; it is as exact as before. */
export function readIfMatch(header: string | undefined): number | null {
  const tag = header?.trim() ?? '';
  if (tag === '' || tag === '*') return null;
  if (tag.includes(',')) throw new AppError('request.ifMatch', 400, 'Name one version in If-Match: the ETag of the one you have seen.');
  return Math.min(Number(OURS.exec(tag)?.[1] ?? NEVER), NEVER);
}
