import { ProviderError } from '../contracts/ProviderError.js';
import { envelopeAddress, needsUtf8 } from '../mime/composeMime.js';
import { checkPrivately, type CheckAttempt } from './checkPrivately.js';
import { findMailHost, type MailHost, type ResolveMailHost } from './mailHost.js';
import { hintFor } from './smtpHints.js';
import { SmtpSession } from './SmtpSession.js';
import { requireUtf8 } from './smtpUtf8.js';
import type { MessageSigner } from '../dkim/MessageSigner.js';
import type { CheckStep, SenderCheck } from '../contracts/MessageSender.js';
import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { SmtpTimeouts } from './smtpTimeouts.js';

/** Opens a connection of its own, goes through every step, and reports how far it came. Sends `email` when one is given. */
export async function checkSmtp(
  config: SmtpConfig,
  timeouts: SmtpTimeouts,
  resolve: ResolveMailHost,
  email: OutgoingEmail | null,
  signer: MessageSigner,
): Promise<SenderCheck> {
  let host: MailHost;
  try {
    host = await findMailHost(config.host, resolve, timeouts.dns);
  } catch (error) {
    return failedAttempt(config, email, asProviderError(error), null).check;
  }
  if (!host.isPrivate) return (await attempt(config, timeouts, host, email, signer)).check;
  return checkPrivately(config, timeouts, email, (config, timeouts, email) => attempt(config, timeouts, host, email, signer));
}

async function attempt(
  config: SmtpConfig,
  timeouts: SmtpTimeouts,
  host: MailHost,
  email: OutgoingEmail | null,
  signer: MessageSigner,
): Promise<CheckAttempt> {
  let session: SmtpSession | null = null;
  try {
    session = await SmtpSession.open(config, timeouts, host);
    const serverResponse = email === null ? session.greetingWords : await deliver(session, email, signer);
    const { supportsUtf8 } = session;
    const steps = passedSteps(config, email);
    return { check: { ok: true, steps, serverResponse, hint: plainPasswordHint(config), isRefused: false, supportsUtf8 }, failure: null };
  } catch (error) {
    return failedAttempt(config, email, asProviderError(error), session?.supportsUtf8 ?? null);
  } finally {
    session?.quit();
  }
}

function failedAttempt(
  config: SmtpConfig,
  email: OutgoingEmail | null,
  failure: ProviderError,
  supportsUtf8: boolean | null,
): CheckAttempt {
  const check = {
    ok: false,
    steps: failedSteps(config, email, failure),
    serverResponse: failure.serverResponse,
    hint: hintFor(failure, config),
    isRefused: failure.scope === 'ours' && (failure.kind === 'auth' || failure.kind === 'rejected'),
    supportsUtf8,
  };
  return { check, failure };
}

async function deliver(session: SmtpSession, email: OutgoingEmail, signer: MessageSigner): Promise<string> {
  const mime = await signer.compose(email);
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
      return 'The message was accepted.';
  }
}

function plainPasswordHint(config: SmtpConfig): string | null {
  return config.security === 'none' && config.user !== null
    ? 'It works, but the password travels unencrypted. Prefer STARTTLS or TLS.'
    : null;
}
