import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { COOKIE_SCHEME, describeAccess, KEY_SCHEME } from './platform/http/describeAccess.js';
import { dropRequestRules } from './platform/http/dropRequestRules.js';
import { ErrorEnvelope } from './platform/http/ErrorEnvelope.js';
import { version } from './platform/version.js';

/** Handler names are unique in the whole API: they are the operation ids, and so the names of the SDK's functions. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Rapport API')
    .setDescription(
      'Contacts, campaigns and their delivery. Every JSON answer is `{ "data": …, "error": null }` or `{ "data": null, "error": { "code", "message", … } }`. ' +
        'Programs send an API key, `Authorization: Bearer rk_…` (create one under Settings, API keys). People sign in with `POST /api/v1/auth/login`; ' +
        'their unsafe requests carry the header `X-Rapport-Client`. A POST may carry an `Idempotency-Key`. `RateLimit-*` headers tell how many requests are left.',
    )
    .setVersion(version)
    .addCookieAuth('rapport', { type: 'apiKey', in: 'cookie', description: 'The session of a person' }, COOKIE_SCHEME)
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'rk_<prefix>_<secret>', description: 'An API key, `rk_<prefix>_<secret>`' },
      KEY_SCHEME,
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ErrorEnvelope],
    operationIdFactory: (_controller, method) => method,
  });
  describeAccess(document);
  dropRequestRules(document);
  assertUnique(document);
  return document;
}

function assertUnique(document: OpenAPIObject): void {
  const seen = new Map<string, string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, { operationId?: string }>)) {
      const id = operation.operationId;
      if (!id) continue;
      const other = seen.get(id);
      if (other) throw new Error(`Two routes are called ${id}: ${other} and ${method} ${path}. Rename one handler.`);
      seen.set(id, `${method} ${path}`);
    }
  }
}
