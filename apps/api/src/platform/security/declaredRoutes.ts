import { RequestMethod } from '@nestjs/common';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type Access, CSRF_EXEMPT, FIELD_SCOPES, IN_GRACE, KEY_ACCESS, STEP_UP } from '../http/routes.js';
import type { FieldScopes } from './fieldScopes.js';
import type { Scope } from './scopes.js';

/** A route of the API and what it says of itself. */
export interface DeclaredRoute {
  /** `ContactController.createContact` */
  readonly name: string;
  readonly method: string;
  /** `/api/v1/workspaces/:workspaceId/contacts` */
  readonly path: string;
  readonly access: Access | undefined;
  readonly keyAccess: Scope | 'peopleOnly' | undefined;
  /** Scopes that some fields of the request need besides. */
  readonly fieldScopes: FieldScopes;
  readonly needsStepUp: boolean;
  readonly isCsrfExempt: boolean;
  readonly isOpenInGrace: boolean;
}

const PATH = 'path';
const METHOD = 'method';

/** Every route of every controller, whoever wrote it, documented or not. */
export function declaredRoutes(discovery: DiscoveryService, scanner: MetadataScanner): DeclaredRoute[] {
  return discovery.getControllers().flatMap(({ instance, metatype }) => {
    if (!instance || !metatype) return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    const bases = listOf(Reflect.getMetadata(PATH, metatype));
    return scanner
      .getAllMethodNames(prototype)
      .map((name) => prototype[name])
      .filter((handler): handler is () => unknown => typeof handler === 'function' && Reflect.hasMetadata(PATH, handler))
      .flatMap((handler) =>
        bases.flatMap((base) => listOf(Reflect.getMetadata(PATH, handler)).map((path) => routeOf(metatype.name, handler, base, path))),
      );
  });
}

function routeOf(controller: string, handler: () => unknown, base: string, path: string): DeclaredRoute {
  return {
    name: `${controller}.${handler.name}`,
    method: RequestMethod[Reflect.getMetadata(METHOD, handler) as RequestMethod],
    path: `/${[base, path]
      .map((part) => part.replace(/^\/+|\/+$/g, ''))
      .filter(Boolean)
      .join('/')}`,
    access: Reflect.getMetadata(ACCESS, handler) as Access | undefined,
    keyAccess: Reflect.getMetadata(KEY_ACCESS, handler) as Scope | 'peopleOnly' | undefined,
    fieldScopes: (Reflect.getMetadata(FIELD_SCOPES, handler) as FieldScopes | undefined) ?? {},
    needsStepUp: Reflect.getMetadata(STEP_UP, handler) === true,
    isCsrfExempt: Reflect.getMetadata(CSRF_EXEMPT, handler) === true,
    isOpenInGrace: Reflect.getMetadata(IN_GRACE, handler) === true,
  };
}

function listOf(paths: unknown): string[] {
  return Array.isArray(paths) ? (paths as string[]) : [String(paths ?? '')];
}
