import type { ProviderErrorKind, ProviderErrorScope } from '../contracts/ProviderError.js';

export interface NetworkMeaning {
  readonly kind: ProviderErrorKind;
  readonly scope: ProviderErrorScope;
  readonly step: 'resolve' | 'connect' | 'tls' | 'data';
  /** One sentence for a person, with the name of the service. */
  readonly message: string;
}

const NAME_NOT_FOUND = /^(ENOTFOUND|EAI_AGAIN|EAI_NONAME|ENODATA)$/;
const NOT_CONNECTED = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|^ERR_(SSL|TLS)|^EPROTO$/;

/**
 * What an HTTP call means that ended without an answer. Only a failure that comes before the first byte of the request is known to have
 * sent nothing; a broken connection or a timeout may have come after the message was taken over.
 * `code` is that of the operating system or of the TLS library; `words` are the client's own.
 */
export function networkFailure(code: string, words: string, service: string): NetworkMeaning {
  const inside = service.replace(/^The /, 'the ');
  if (NAME_NOT_FOUND.test(code)) return away('resolve', `The name of ${inside} could not be found.`);
  if (NOT_CONNECTED.test(code) || /^connect /.test(words)) return away('connect', `${service} could not be reached.`);
  if (CERTIFICATE.test(code))
    return { kind: 'auth', scope: 'ours', step: 'tls', message: `The certificate of ${inside} could not be verified.` };
  return {
    kind: 'unknownOutcome',
    scope: 'recipient',
    step: 'data',
    message: `The connection to ${inside} broke before it answered, so it is not known whether the message was sent.`,
  };
}

function away(step: 'resolve' | 'connect', message: string): NetworkMeaning {
  return { kind: 'unavailable', scope: 'connection', step, message };
}
