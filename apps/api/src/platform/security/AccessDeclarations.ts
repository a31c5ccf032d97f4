import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type DeclaredRoute, declaredRoutes } from './declaredRoutes.js';

/** A route that nobody declared would be open or dead by accident: the boot stops and names it. */
@Injectable()
export class AccessDeclarations implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const undeclared = this.list().filter((route) => !isDeclared(route));
    if (undeclared.length > 0)
      throw new Error(
        `These routes do not declare who may call them (@Allow with @NeedsScope or @PeopleOnly, @SignedIn or @Public): ${undeclared
          .map(({ name }) => name)
          .join(', ')}`,
      );
  }

  list(): DeclaredRoute[] {
    return declaredRoutes(this.discovery, this.scanner);
  }
}

function isDeclared({ access, keyAccess }: DeclaredRoute): boolean {
  return access?.kind === 'roles' ? keyAccess !== undefined : access !== undefined;
}
