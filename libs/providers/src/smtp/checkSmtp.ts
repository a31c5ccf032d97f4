import { ProviderError } from '../contracts/ProviderError.js';
import { composeMime, envelopeAddress, needsUtf8 } from '../mime/composeMime.js';
import { hintFor } from './smtpHints.js';
import { SmtpSession } from './SmtpSession.js';
import { requireUtf8 } from './smtpUtf8.js';
import type { CheckStep, SenderCheck } from '../contracts/EmailSender.js';
import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { SmtpTimeouts } from './smtpTimeouts.js';

/** Opens a connection of its own, goes through every step, and reports how far it came. Sends `email` when one is given. */
export async function checkSmtp(config: SmtpConfig, timeouts: SmtpTimeouts, email: OutgoingEmail | null): Promise<SenderCheck> {
  let session: SmtpSession | null = null;
  try {
    session = await SmtpSession.open(config, timeouts);
    const response = email === null ? session.greetingWords : await deliver(session, email);
    return {
      ok: true,
      steps: passedSteps(config, email),
      serverResponse: response,
      hint: plainPasswordHint(config),
      isRefused: false,
      supportsUtf8: session.supportsUtf8,
    };
  } catch (error) {
    const failure = asProviderError(error);
    return {
      ok: false,
      steps: failedSteps(config, email, failure),
      serverResponse: failure.serverResponse,
      hint: hintFor(failure, config),
      isRefused: failure.scope === 'ours' && (failure.kind === 'auth' || failure.kind === 'rejected'),
      supportsUtf8: session?.supportsUtf8 ?? null,
    };
  } finally {
    session?.quit();
  }
}

async function deliver(session: SmtpSession, email: OutgoingEmail): Promise<string> {
  const mime = composeMime(email);
  if (needsUtf8(email)) requireUtf8(email, session);
  return session.deliver({ from: envelopeAddress(email.from.address), to: envelopeAddress(email.to.address) }, mime);
}

function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'connect', message });
}

function stepNames(config: SmtpConfig, email: OutgoingEmail | null): CheckStep['name'][] {
  return [
    'resolve',
    'connect',
    ...(config.security === 'tls' ? (['tls', 'greeting'] as const) : (['greeting'] as const)),
    ...(config.security === 'starttls' ? (['tls'] as const) : []),
    ...(config.user === null ? [] : (['login'] as const)),
    ...(email === null ? [] : (['from', 'to', 'data'] as const)),
  ];
}

function passedSteps(config: SmtpConfig, email: OutgoingEmail | null): CheckStep[] {
  return stepNames(config, email).map((name) => ({ name, ok: true, detail: passedDetail(name, config, email) }));
}

function failedSteps(config: SmtpConfig, email: OutgoingEmail | null, failure: ProviderError): CheckStep[] {
  const names = stepNames(config, email);
  const at = names.findIndex((name) => name === failure.step);
  const passed = names.slice(0, at === -1 ? 0 : at).map((name) => ({ name, ok: true, detail: passedDetail(name, config, email) }));
  const name = names[at] ?? 'connect';
  return [...passed, { name, ok: false, detail: failure.serverResponse ?? failure.message }];
}

function passedDetail(name: CheckStep['name'], config: SmtpConfig, email: OutgoingEmail | null): string {
  switch (name) {
    case 'resolve':
      return `${config.host} was found.`;
    case 'connect':
      return `Connected to port ${config.port}.`;
    case 'greeting':
      return 'A mail server answered.';
    case 'tls':
      return config.acceptAnyCertificate ? 'Encrypted; the certificate was not checked.' : 'Encrypted, and the certificate is valid.';
    case 'login':
      return `Logged in as ${config.user}.`;
    case 'from':
      return `${email?.from.address} may send.`;
    case 'to':
      return `${email?.to.address} was accepted.`;
    case 'data':
      return 'The message was taken over.';
  }
}

function plainPasswordHint(config: SmtpConfig): string | null {
  return config.security === 'none' && config.user !== null
    ? 'It works, but the password travels unencrypted. Prefer STARTTLS or TLS.'
    : null;
}
