import { ProviderError } from '../contracts/ProviderError.js';
import { SmtpSink, type SinkOptions } from './SmtpSink.js';
import type { SmtpConfig } from '../smtp/smtpConfig.js';
import type { SmtpTimeouts } from '../smtp/smtpTimeouts.js';
import { SmtpSender } from '../smtp/SmtpSender.js';

/** For tests of silence; the others take the timeouts of the product, because a busy machine is no fault of the server. */
export const quick = { dns: 1000, connect: 1000, greeting: 300, answer: 400, message: 1500, idle: 1000 };

export function senderFor(sink: SmtpSink, config: Partial<SmtpConfig> = {}, timeouts: Partial<SmtpTimeouts> = {}): SmtpSender {
  return new SmtpSender(
    { ...sink.address, security: 'none', user: null, password: null, acceptAnyCertificate: false, connections: 3, ...config },
    timeouts,
  );
}

export async function withSink(options: SinkOptions, run: (sink: SmtpSink) => Promise<void>): Promise<void> {
  const sink = await SmtpSink.start(options);
  try {
    await run(sink);
  } finally {
    await sink.stop();
  }
}

export async function failureOf(send: Promise<unknown>): Promise<ProviderError> {
  const outcome = await send.catch((error: unknown) => error);
  if (outcome instanceof ProviderError) return outcome;
  throw new Error(`Expected a ProviderError, got ${String(outcome)}`);
}
