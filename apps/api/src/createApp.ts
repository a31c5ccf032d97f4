import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { AppModule } from './AppModule.js';
import { createOpenApiDocument } from './openApiDocument.js';
import { LinkHostsService } from './modules/linkDomains/LinkHostsService.js';
import { addBodyParsers } from './platform/http/bodyParsers.js';
import { limitLinkHosts } from './platform/http/limitLinkHosts.js';
import { KnownRoutes } from './platform/http/knownRoutes.js';
import { limitStrangers } from './platform/http/limitStrangers.js';
import { addRequestHooks } from './platform/http/requestHooks.js';
import { requestLimits } from './platform/http/requestLimits.js';
import { serverOptions } from './platform/http/serverOptions.js';
import { createValidationPipe } from './platform/http/validation.js';
import { webRoot } from './platform/http/webRoot.js';
import { Metrics } from './platform/metrics/Metrics.js';
import { BodyAllowance } from './platform/security/BodyAllowance.js';
import type { PlatformServices } from './platform/PlatformServices.js';

/** The whole application, wired and ready to listen. Tests start the same one. */
export async function createApp(services: PlatformServices): Promise<NestFastifyApplication> {
  const { config, logger } = services;
  const adapter = new FastifyAdapter(serverOptions(config));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(services), adapter, {
    logger: ['error', 'fatal'],
    abortOnError: false,
    bufferLogs: false,
  });
  const fastify = adapter.getInstance();
  const routes = KnownRoutes.of(fastify);
  addBodyParsers(adapter, fastify);
  await app.register(fastifyCookie);
  const { fieldBytes, fieldNameBytes, partHeaders, ...counts } = requestLimits.multipart;
  await app.register(fastifyMultipart, {
    limits: { ...counts, fileSize: config.maxUploadBytes, fieldSize: fieldBytes, fieldNameSize: fieldNameBytes, headerPairs: partHeaders },
  });
  if (existsSync(webRoot)) {
    const files = { preCompressed: true, index: false, cacheControl: false } as const;
    const caching = (value: string) => (reply: { setHeader(name: string, value: string): unknown }) =>
      void reply.setHeader('cache-control', value);
    // One route for the hundreds of files with a hash in their names: a route for each took a tenth of the start.
    await app.register(fastifyStatic, {
      ...files,
      root: path.join(webRoot, 'assets'),
      prefix: '/assets/',
      setHeaders: caching('public, max-age=31536000, immutable'),
    });
    await app.register(fastifyStatic, {
      ...files,
      root: webRoot,
      wildcard: false,
      globIgnore: ['assets/**'],
      decorateReply: false,
      setHeaders: caching('no-cache'),
    });
  }
  addRequestHooks(fastify, config, { logger, metrics: app.get(Metrics), routes });
  limitLinkHosts(fastify, app.get(LinkHostsService));
  const allowance = app.get(BodyAllowance);
  limitStrangers(fastify, (request) => allowance.refusalOf(request));
  app.useGlobalPipes(createValidationPipe());
  SwaggerModule.setup('api/docs', app, () => createOpenApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Rapport API',
  });
  await app.init();
  return app;
}
