import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { AppModule } from './AppModule.js';
import { createOpenApiDocument } from './openApiDocument.js';
import { newId } from './platform/database/ids.js';
import { securityHeaders } from './platform/http/securityHeaders.js';
import { createValidationPipe } from './platform/http/validation.js';
import { webRoot } from './platform/http/webRoot.js';
import type { PlatformServices } from './platform/PlatformServices.js';

const JSON_LIMIT_BYTES = 5 * 1024 * 1024;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** The whole application, wired and ready to listen. Tests start the same one. */
export async function createApp(services: PlatformServices): Promise<NestFastifyApplication> {
  const { config, logger } = services;
  const adapter = new FastifyAdapter({
    trustProxy: config.isProxyTrusted,
    bodyLimit: JSON_LIMIT_BYTES,
    // Unsubscribe links carry what they stand for; with a long address that is more than the 100 characters Fastify allows.
    routerOptions: { maxParamLength: 800 },
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(services), adapter, {
    logger: ['error', 'fatal'],
    abortOnError: false,
    bufferLogs: false,
  });
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, { limits: { fileSize: config.maxUploadBytes, files: 1, fields: 20, fieldSize: 64 * 1024 } });
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
  const fastify = app.getHttpAdapter().getInstance();
  const headers = securityHeaders(config);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    done();
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
    logger.info('http.request', {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      requestId: request.id,
    });
  });
  app.useGlobalPipes(createValidationPipe());
  SwaggerModule.setup('api/docs', app, () => createOpenApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Rapport API',
  });
  await app.init();
  return app;
}
