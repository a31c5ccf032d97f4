import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from './createApp.js';
import { createOpenApiDocument } from './openApiDocument.js';
import { closePlatform, openPlatform } from './openPlatform.js';
import { readConfig } from './platform/config/AppConfig.js';
import { AppLogger } from './platform/logging/AppLogger.js';
import { AccessDeclarations } from './platform/security/AccessDeclarations.js';
import { accessTable } from './platform/security/accessTable.js';

/** Writes the OpenAPI document of this code (the source of the SDK) and who may call what. Starts the application, but does not listen. */
const [target, accessTarget] = process.argv.slice(2);
if (!target) throw new Error('Name the files to write: node dist/writeOpenApi.js openapi.json [API-ACCESS.md]');
const folder = mkdtempSync(path.join(tmpdir(), 'rapport-openapi-'));
try {
  const services = await openPlatform(readConfig({ DATA_DIR: folder }, path.join(folder, '.env')), { logger: new AppLogger('error') });
  const app = await createApp(services);
  writeFileSync(target, `${JSON.stringify(createOpenApiDocument(app), null, 2)}\n`);
  if (accessTarget) writeFileSync(accessTarget, accessTable(app.get(AccessDeclarations).list()));
  await app.close();
  await closePlatform(services);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
