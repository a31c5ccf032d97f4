import { applyDecorators, Controller, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { type Role, rolesActingAs } from '@rapport/common';
import type { FieldScopes } from '../security/fieldScopes.js';
import type { Scope } from '../security/scopes.js';

export const ACCESS = 'rapport:access';
/** In the OpenAPI document each workspace route names the roles that open it. */
export const ROLES_EXTENSION = 'x-roles';
/** In the OpenAPI document: any signed-in person opens it, no API key. */
export const SIGNED_IN_EXTENSION = 'x-signed-in';
export const CSRF_EXEMPT = 'rapport:csrfExempt';
export const KEY_ACCESS = 'rapport:keyAccess';
/** In the OpenAPI document each workspace route names the scope that lets an API key in, or null where only people may. */
export const SCOPE_EXTENSION = 'x-scope';
export const FIELD_SCOPES = 'rapport:fieldScopes';
/** In the OpenAPI document: the scopes that some fields of a request need besides. */
export const FIELD_SCOPES_EXTENSION = 'x-field-scopes';
export const STEP_UP = 'rapport:stepUp';
export const STEP_UP_EXTENSION = 'x-step-up';
export const IN_GRACE = 'rapport:inGrace';
export const READ_ONLY = 'rapport:readOnly';
/** In the OpenAPI document: a POST that changes nothing. */
export const READ_ONLY_EXTENSION = 'x-read-only';

/** Statuses of refusals that only some routes have (describeRefusals adds the rest). It does not stay in the document. */
export const REFUSALS_EXTENSION = 'x-refusals';

/** Who may call a route. Every route declares one; a route without a declaration stops the boot (AccessDeclarations). */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signedIn' }
  /** Member of the workspace in the path with one of these roles. */
  | { readonly kind: 'roles'; readonly roles: readonly Role[] };

/** The least role that opens a workspace route. Several: any of them. */
export function Allow(...least: readonly [Role, ...Role[]]): MethodDecorator {
  const roles = [...new Set(least.flatMap(rolesActingAs))];
  return applyDecorators(SetMetadata(ACCESS, { kind: 'roles', roles } satisfies Access), ApiExtension(ROLES_EXTENSION, roles));
}

/**
 * What an API key needs to call this workspace route. Every one declares this or `@PeopleOnly()`, or the boot stops. `fields` that reach
 * into another resource name the scope they need as well.
 */
export const NeedsScope = (scope: Scope, fields: FieldScopes = {}): MethodDecorator =>
  applyDecorators(
    SetMetadata(KEY_ACCESS, scope),
    SetMetadata(FIELD_SCOPES, fields),
    ApiExtension(SCOPE_EXTENSION, scope),
    ...(Object.keys(fields).length > 0 ? [ApiExtension(FIELD_SCOPES_EXTENSION, fields)] : []),
  );

/** No API key opens this workspace route: it is about people and what they may. */
export const PeopleOnly = (): MethodDecorator =>
  applyDecorators(SetMetadata(KEY_ACCESS, 'peopleOnly'), ApiExtension(SCOPE_EXTENSION, null));

/**
 * The person must have proved who they are (password or second factor) within the last ten minutes; a key has its scope instead.
 * Refused with `auth.stepUpRequired`; `POST auth/step-up` makes it good.
 */
export const StepUp = (): MethodDecorator => applyDecorators(SetMetadata(STEP_UP, true), ApiExtension(STEP_UP_EXTENSION, true));

/** Open also while the workspace waits for its deletion. */
export const InGrace = (): MethodDecorator => SetMetadata(IN_GRACE, true);

/** A POST that only reads (a preview, a rehearsal): it needs no `Idempotency-Key`, and its answer is never stored. */
export const ReadOnly = (): MethodDecorator => applyDecorators(SetMetadata(READ_ONLY, true), ApiExtension(READ_ONLY_EXTENSION, true));

/** Any signed-in person. Not for routes of a workspace. */
export const SignedIn = (): MethodDecorator =>
  applyDecorators(SetMetadata(ACCESS, { kind: 'signedIn' } satisfies Access), ApiExtension(SIGNED_IN_EXTENSION, true));

/** Refusals that neither the address nor the method of a route tells of: a 401 of a route that anyone may call. */
export const Refuses = (...statuses: readonly (401 | 404 | 409 | 410 | 412)[]): MethodDecorator =>
  ApiExtension(REFUSALS_EXTENSION, statuses);

/** Nobody needs to be signed in. */
export const Public = (): MethodDecorator => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** For calls that come from elsewhere by design (RFC 8058, vendor webhooks): no session is read, so there is nothing to forge. */
export const CsrfExempt = (): MethodDecorator => SetMetadata(CSRF_EXEMPT, true);

/** `/api/v1/workspaces/:workspaceId/<path>` */
export function WorkspaceController(path: string): ClassDecorator {
  return applyDecorators(
    Controller(`api/v1/workspaces/:workspaceId${path ? `/${path}` : ''}`),
    ApiTags(path.split('/')[0] || 'workspaces'),
    ApiParam({ name: 'workspaceId', type: String, format: 'uuid' }),
  );
}

/** `/api/v1/<path>` */
export function ApiController(path: string): ClassDecorator {
  return applyDecorators(Controller(path ? `api/v1/${path}` : 'api/v1'), ApiTags(path.split('/')[0] || 'api'));
}

type SchemaOf = (item: { $ref: string }) => object;

/** Documents `{ data: Dto, error: null }` and sets the status (200 unless told). */
export const Returns = (dto: Type<unknown>, status = 200): MethodDecorator => envelope(dto, status, (item) => item);

/** Documents `{ data: A | B, error: null }`. */
export const ReturnsOneOf = (dtos: readonly [Type<unknown>, Type<unknown>], status = 200): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(...dtos),
    envelope(dtos[0], status, () => ({ oneOf: dtos.map((dto) => ({ $ref: getSchemaPath(dto) })) })),
  );

/** Documents `{ data: Dto[], error: null }`. */
export const ReturnsList = (dto: Type<unknown>, status = 200): MethodDecorator =>
  envelope(dto, status, (item) => ({ type: 'array', items: item }));

/** Documents `{ data: { items: Dto[], nextCursor }, error: null }`. */
export const ReturnsPage = (dto: Type<unknown>): MethodDecorator =>
  envelope(dto, 200, (item) => ({
    type: 'object',
    required: ['items', 'nextCursor'],
    properties: { items: { type: 'array', items: item }, nextCursor: { type: 'string', nullable: true } },
  }));

/** Documents `{ data: null, error: null }`. */
export function ReturnsNothing(status = 200): MethodDecorator {
  return applyDecorators(HttpCode(status), ApiResponse({ status, description: 'Done', schema: wrap({ type: 'object', nullable: true }) }));
}

function envelope(dto: Type<unknown>, status: number, schemaOf: SchemaOf): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiExtraModels(dto),
    ApiResponse({
      status,
      description: status === 202 ? 'Accepted; the work continues in the background' : 'Done',
      schema: wrap(schemaOf({ $ref: getSchemaPath(dto) })),
    }),
  );
}

function wrap(data: object): Record<string, unknown> {
  return { type: 'object', required: ['data', 'error'], properties: { data, error: { type: 'object', nullable: true } } };
}
