import { setTimeout as wait } from 'node:timers/promises';
import type { SenderCheck } from '../contracts/MessageSender.js';
import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { ProviderError } from '../contracts/ProviderError.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { SmtpTimeouts } from './smtpTimeouts.js';

/** An attempt ends this long before the answer is due, so that a timeout is answered as punctually as a refused connection. */
const MARGIN_MS = 250;
/** Answers to EHLO of services that greet like a mail server and are none: FTP says 530. */
const UNKNOWN_COMMAND = [500, 502, 530];

/** One try at the settings: what is told about it, and why it failed. */
export interface CheckAttempt {
  readonly check: SenderCheck;
  readonly failure: ProviderError | null;
}

type Attempt = (config: SmtpConfig, timeouts: SmtpTimeouts, email: OutgoingEmail | null) => Promise<CheckAttempt>;

/**
 * A check at an address of the own network. Unless a mail server answers there, the result and the time it takes are always the same, so
 * nobody finds out with it which machines and services are behind us: a closed port, a firewall, silence and another protocol look alike.
 */
export async function checkPrivately(
  config: SmtpConfig,
  timeouts: SmtpTimeouts,
  email: OutgoingEmail | null,
  attempt: Attempt,
): Promise<SenderCheck> {
  const due = Date.now() + timeouts.privateCheck;
  const limited = (): SmtpTimeouts => ({ ...timeouts, open: Math.max(1, due - MARGIN_MS - Date.now()) });
  const { check, failure } = await attempt(config, limited(), email);
  if (failure === null || isOfMailServer(failure, config)) return check;
  if (failure.step === 'tls' && failure.scope === 'ours') {
    // A certificate that cannot be verified: worth telling when it is a mail server's. Nothing secret is sent to find out.
    const unverified = { ...config, acceptAnyCertificate: true, user: null, password: null };
    const again = await attempt(unverified, limited(), null);
    if (again.failure === null || isOfMailServer(again.failure, config)) return check;
  }
  await wait(Math.max(0, due - Date.now()));
  return noMailServer(config, timeouts.privateCheck);
}

function isOfMailServer({ step, responseCode }: ProviderError, { security }: SmtpConfig): boolean {
  switch (step) {
    case 'resolve':
    case 'connect':
      return false;
    case 'tls':
      return security === 'starttls';
    case 'greeting':
      return responseCode !== null && !UNKNOWN_COMMAND.includes(responseCode);
    default:
      return true;
  }
}

function noMailServer({ host, port }: SmtpConfig, waitedMs: number): SenderCheck {
  const seconds = Math.max(1, Math.round(waitedMs / 1000));
  return {
    ok: false,
    steps: [{ name: 'connect', ok: false, detail: `Couldn't reach a mail server at ${host}:${port} within ${seconds} seconds.` }],
    serverResponse: null,
    hint: 'Check host, port and encryption: usually 587 with STARTTLS, 465 with TLS or 25 without. For a private network, the check gives no more detail, so that it can’t be used to scan it.',
    isRefused: false,
    supportsUtf8: null,
  };
}
