import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Allow, NeedsScope, Public } from '../http/routes.js';
import { AccessDeclarations } from './AccessDeclarations.js';

@Controller('things')
class Declared {
  @Get()
  @Public()
  list(): string[] {
    return [];
  }

  @Post([':id', ':id/again'])
  @Allow('author')
  @NeedsScope('contacts:write')
  change(): void {}
}

@Controller('forgotten')
class Forgotten {
  @Get()
  open(): void {}

  @Post()
  @Allow('author')
  withoutScope(): void {}

  helper(): void {}
}

@Controller('others')
class Namesake {
  @Get()
  @Public()
  list(): string[] {
    return [];
  }
}

async function boot(controllers: (new () => object)[]): Promise<AccessDeclarations> {
  @Module({ imports: [DiscoveryModule], controllers, providers: [AccessDeclarations] })
  class TestModule {}
  const app = await NestFactory.create(TestModule, new FastifyAdapter(), { logger: false, abortOnError: false });
  try {
    await app.init();
    return app.get(AccessDeclarations);
  } finally {
    await app.close();
  }
}

it('stops the boot and names each route that does not say who may call it, or with which scope', async () => {
  await expect(boot([Declared, Forgotten])).rejects.toThrow('Forgotten.open, Forgotten.withoutScope');
});

it('stops the boot when two handlers have one name, which would be one function of the SDK', async () => {
  await expect(boot([Declared, Namesake])).rejects.toThrow('Declared.list and Namesake.list');
});

it('lists what each route declares, one line for each of its paths', async () => {
  const routes = (await boot([Declared])).list();
  expect(routes.map(({ method, path, access, keyAccess }) => [method, path, access?.kind, keyAccess])).toEqual([
    ['GET', '/things', 'public', undefined],
    ['POST', '/things/:id', 'roles', 'contacts:write'],
    ['POST', '/things/:id/again', 'roles', 'contacts:write'],
  ]);
});
