import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from './createApp.js';
import { createOpenApiDocument } from './openApiDocument.js';
import { closePlatform, openPlatform } from './openPlatform.js';
import { readConfig } from './platform/config/AppConfig.js';
import { AppLogger } from './platform/logging/AppLogger.js';
/** Writes the OpenAPI document of this code to the file named: the source of the SDK. Starts the application, but does not listen. */ const target = process.argv[2];
if (!target) throw new Error('Name the file to write: node dist/writeOpenApi.js openapi.json');
const folder = mkdtempSync(path.join(tmpdir(), 'rapport-openapi-'));
try {
    const services = await openPlatform(readConfig({
        DATA_DIR: folder
    }, path.join(folder, '.env')), {
        logger: new AppLogger('error')
    });
    const app = await createApp(services);
    writeFileSync(target, `${JSON.stringify(createOpenApiDocument(app), null, 2)}\n`);
    await app.close();
    await closePlatform(services);
} finally{
    rmSync(folder, {
        recursive: true,
        force: true
    });
}
