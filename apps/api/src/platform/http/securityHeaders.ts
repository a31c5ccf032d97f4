import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

type Headers = Readonly<Record<string, string>>;

/** Nothing in the dashboard needs any of these, so no script that got in could use them either. */
const UNUSED_FEATURES =
  'accelerometer autoplay browsing-topics camera display-capture encrypted-media geolocation gyroscope hid idle-detection magnetometer microphone midi payment picture-in-picture screen-wake-lock serial usb xr-spatial-tracking';

/** An answer for programs is no page: should a browser be brought to show one, it runs and loads nothing. */
const API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/**
 * The headers of every answer. They are the same for all requests, so helmet is asked once: made anew for each they were 4 % of a
 * request.
 */
export function securityHeaders({ isSecure }: { readonly isSecure: boolean }): Headers {
  const headers: Record<string, string> = {
    'permissions-policy': UNUSED_FEATURES.split(' ')
      .map((feature) => `${feature}=()`)
      .join(', '),
  };
  const response = {
    setHeader: (name: string, value: string) => void (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  const handler = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: pagePolicy(isSecure) },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Pictures of previewed messages come from servers that do not opt in to being embedded.
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  handler({} as IncomingMessage, response as unknown as ServerResponse, (error?: unknown) => {
    if (error) throw error as Error;
  });
  return headers;
}

/** What answers for programs say instead: never kept by a cache, never a page. */
export const answerHeaders: Headers = { 'cache-control': 'no-store', 'content-security-policy': API_POLICY };

/**
 * Scripts only from here. Styles may be inline for one reason: a previewed message is a `srcdoc` frame, which inherits this policy,
 * and messages are styled inline. (Mantine could do with a nonce.) A style cannot run anything, and with `img-src` open for previews
 * it could load no more than a picture can.
 */
function pagePolicy(isSecure: boolean): Record<string, readonly string[]> {
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    scriptSrcAttr: ["'none'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:', 'https:', 'http:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    frameSrc: ["'self'", 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
  };
}
