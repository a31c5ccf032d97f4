import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, type Access, KEY_ACCESS } from '../http/routes.js';

const PATH_METADATA = 'path';

/** A route that nobody declared would be open or dead by accident: the boot stops and names it. */
@Injectable()
export class AccessDeclarations implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const undeclared = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance ?? {}) as Record<string, unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((name) => prototype[name])
        .filter((handler): handler is () => unknown => typeof handler === 'function' && Reflect.hasMetadata(PATH_METADATA, handler))
        .filter((handler) => !this.isDeclared(handler))
        .map((handler) => `${metatype?.name ?? 'a controller'}.${handler.name}`);
    });
    if (undeclared.length > 0)
      throw new Error(
        `These routes do not declare who may call them (@Allow with @NeedsScope or @PeopleOnly, @SignedIn or @Public): ${undeclared.join(', ')}`,
      );
  }

  private isDeclared(handler: () => unknown): boolean {
    const access = this.reflector.get<Access | undefined>(ACCESS, handler);
    return access?.kind === 'roles' ? this.reflector.get(KEY_ACCESS, handler) !== undefined : access !== undefined;
  }
}
