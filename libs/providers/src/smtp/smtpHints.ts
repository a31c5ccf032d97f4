import type { ProviderError } from '../contracts/ProviderError.js';
import type { SmtpConfig } from './smtpConfig.js';

/** What a person can do about the failures that are met most often; null when the server's own words have to do. */
export function hintFor(error: ProviderError, config: SmtpConfig): string | null {
  switch (error.step) {
    case 'resolve':
      return `Check the spelling of the host "${config.host}".`;
    case 'connect':
      return connectHint(error, config);
    case 'greeting':
      return config.security === 'tls'
        ? 'Something answered, but not as a mail server with TLS. Try STARTTLS with port 587.'
        : 'Something answered, but not as a mail server. If this is port 465, choose "TLS from the start".';
    case 'tls':
      return tlsHint(error, config);
    case 'login':
      return loginHint(error, config);
    case 'from':
      if (error.responseCode === null) return null;
      return error.kind === 'auth'
        ? 'The server wants a login before it takes mail: enter a user name and password.'
        : 'The server does not let this account send from this address. Use an address that belongs to the account, or have it allowed there.';
    case 'to':
      return recipientHint(error);
    default:
      return null;
  }
}

function recipientHint(error: ProviderError): string | null {
  if (error.responseCode === null) return null;
  if (error.kind === 'limited') return 'The server puts this recipient off for now. Try again in a few minutes.';
  return error.scope === 'ours'
    ? 'The server refuses to send for you: check that it relays for this login, and that neither it nor this machine is on a block list.'
    : 'The server does not accept this recipient. Try another address for the test.';
}

function connectHint(error: ProviderError, config: SmtpConfig): string {
  if (error.causeCode === 'ECONNREFUSED')
    return `Nothing listens on port ${config.port} there. Usual ports are 587 (STARTTLS), 465 (TLS) and 25 (relay).`;
  return `No connection to ${config.host}:${config.port}. A firewall may block it; many networks block port 25, so try 587 or 465.`;
}

function tlsHint(error: ProviderError, config: SmtpConfig): string {
  const code = error.causeCode ?? '';
  if (/ALTNAME/.test(code)) return `The certificate is not made out to "${config.host}". Use the host name that the certificate carries.`;
  if (/EXPIRED/.test(code)) return 'The certificate of the server has expired.';
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) {
    return 'The certificate cannot be verified. If this server is your own and its certificate self-signed, allow that in the settings.';
  }
  if (config.security === 'tls') return 'The server does not speak TLS from the start on this port. Try STARTTLS with port 587.';
  return 'The server offers no STARTTLS. Try "TLS from the start" with port 465.';
}

function loginHint(error: ProviderError, config: SmtpConfig): string | null {
  if (error.kind !== 'auth') return 'The server could not check the login right now. Try again in a few minutes.';
  if (error.causeCode === 'NO_AUTH_OFFERED') {
    return config.security === 'none'
      ? 'The server offers a login only on an encrypted connection: choose STARTTLS or TLS.'
      : 'The server offers no login here. Leave user name and password empty, or use another port.';
  }
  return 'User name or password were refused. Many providers need an app password, and the full email address as the user name.';
}
