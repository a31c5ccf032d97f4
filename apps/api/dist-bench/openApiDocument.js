import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ErrorEnvelope } from './platform/http/ErrorEnvelope.js';
import { version } from './platform/version.js';
/** Handler names are unique in the whole API: they are the operation ids, and so the names of the SDK's functions. */ export function createOpenApiDocument(app) {
    const config = new DocumentBuilder().setTitle('Rapport API').setDescription('Contacts, campaigns and their delivery. Every JSON answer is `{ "data": …, "error": null }` or `{ "data": null, "error": { "code", "message", … } }`. ' + 'Sign in with `POST /api/v1/auth/login`; unsafe requests carry the header `X-Rapport-Client`.').setVersion(version).addCookieAuth('rapport').build();
    const document = SwaggerModule.createDocument(app, config, {
        extraModels: [
            ErrorEnvelope
        ],
        operationIdFactory: (_controller, method)=>method
    });
    assertUnique(document);
    return document;
}
function assertUnique(document) {
    const seen = new Map();
    for (const [path, item] of Object.entries(document.paths)){
        for (const [method, operation] of Object.entries(item)){
            const id = operation.operationId;
            if (!id) continue;
            const other = seen.get(id);
            if (other) throw new Error(`Two routes are called ${id}: ${other} and ${method} ${path}. Rename one handler.`);
            seen.set(id, `${method} ${path}`);
        }
    }
}
