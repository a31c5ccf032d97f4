import { fileURLToPath } from 'node:url';
/** The built dashboard, from the compiled server (apps/api/dist/platform/http) as from its sources. */ export const webRoot = fileURLToPath(new URL('../../../../web/dist', import.meta.url));
