import { AppError } from '../http/AppError.js';
const SAFE_METHODS = new Set([
    'GET',
    'HEAD',
    'OPTIONS'
]);
/** The header that only our own clients send: a page elsewhere cannot add it without a preflight, which is never granted. */ export const CLIENT_HEADER = 'x-rapport-client';
/**
 * Refuses an unsafe request that another site's page may have caused: it must carry the client header, and where the browser
 * tells where it comes from (Sec-Fetch-Site, Origin), that must be here.
 */ export function assertNotForged(request, publicUrl) {
    if (SAFE_METHODS.has(request.method)) return;
    const site = request.headers['sec-fetch-site'];
    const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
    if (isForeignSite || !request.headers[CLIENT_HEADER] || isForeignOrigin(request, publicUrl)) {
        throw new AppError('request.forged', 403, `This request did not come from Rapport's own pages or SDK. Programs must send the header "X-Rapport-Client".`);
    }
}
function isForeignOrigin(request, publicUrl) {
    const origin = request.headers.origin;
    if (origin === undefined) return false;
    if (origin === new URL(publicUrl).origin) return false;
    try {
        return new URL(origin).host !== request.headers.host;
    } catch  {
        return true;
    }
}
