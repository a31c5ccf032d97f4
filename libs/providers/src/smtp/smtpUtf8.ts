import { ProviderError } from '../contracts/ProviderError.js';
import { hasUtf8Local } from '../mime/composeMime.js';
import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';

/**
 * Refuses, before a byte is written, what this connection cannot carry: addresses beyond ASCII to a server without SMTPUTF8. A Reply-To
 * of that kind never works: the client asks for SMTPUTF8 by the envelope, in which Reply-To does not appear.
 */
export function requireUtf8(email: OutgoingEmail, server: { readonly supportsUtf8: boolean }): void {
  if (hasUtf8Local(email.from.address) && !server.supportsUtf8) throw refused('from', `The sender address ${email.from.address}`, 'ours');
  if (email.replyTo && hasUtf8Local(email.replyTo.address)) throw refused('from', `The reply address ${email.replyTo.address}`, 'ours');
  if (hasUtf8Local(email.to.address) && !server.supportsUtf8) throw refused('to', 'This address', 'recipient');
}

function refused(step: string, subject: string, scope: 'ours' | 'recipient'): ProviderError {
  return new ProviderError({
    kind: 'rejected',
    scope,
    step,
    message: `${subject} has letters before the @ that only travel by SMTPUTF8, which this mail server does not offer. Use an address in plain letters.`,
  });
}
