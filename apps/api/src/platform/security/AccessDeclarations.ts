import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type DeclaredRoute, declaredRoutes } from './declaredRoutes.js';

/** A route that nobody declared would be open or dead by accident, and one name for two would be one function of the SDK: the boot stops and names them. */
@Injectable()
export class AccessDeclarations implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const routes = this.list();
    const undeclared = routes.filter((route) => !isDeclared(route));
    if (undeclared.length > 0)
      throw new Error(
        `These routes do not declare who may call them (@Allow with @NeedsScope or @PeopleOnly, @SignedIn or @Public): ${undeclared
          .map(({ name }) => name)
          .join(', ')}`,
      );
    const alike = namesakesIn(routes);
    if (alike.length > 0)
      throw new Error(
        `Handlers of routes are unique in the whole API, because they become the SDK's functions. Rename one of each: ${alike.join('; ')}`,
      );
  }

  list(): DeclaredRoute[] {
    return declaredRoutes(this.discovery, this.scanner);
  }
}

function isDeclared({ access, keyAccess }: DeclaredRoute): boolean {
  return access?.kind === 'roles' ? keyAccess !== undefined : access !== undefined;
}

/** `ContactController.create and ListController.create`; one handler may have several paths. */
function namesakesIn(routes: readonly DeclaredRoute[]): string[] {
  const byHandler = new Map<string, Set<string>>();
  for (const { name } of routes) {
    const handler = name.slice(name.indexOf('.') + 1);
    byHandler.set(handler, (byHandler.get(handler) ?? new Set()).add(name));
  }
  return [...byHandler.values()].filter(({ size }) => size > 1).map((names) => [...names].join(' and '));
}
