import net from 'node:net';
import tls from 'node:tls';
import type { SmtpConfig } from './smtpConfig.js';
import { smtpErrorOf, type SmtpFailure } from './smtpErrors.js';

/**
 * Connects to one of the addresses, the next when one fails, encrypted at once where the settings say so. Rejects with a ProviderError.
 * The certificate has to name the host of the settings, not the address.
 */
export async function openSocket(config: SmtpConfig, addresses: readonly string[], timeoutMs: number): Promise<net.Socket> {
  const until = Date.now() + timeoutMs;
  const plain = await settled(
    net.connect({
      // Never looked up: the addresses are given.
      host: 'mail-server',
      port: config.port,
      autoSelectFamily: true,
      lookup: (_host, _options, callback) => callback(null, ordered(addresses)),
      // An address of the only family may be slow; a family that does not work is given up quickly.
      ...(new Set(addresses.map(net.isIP)).size === 1 && {
        autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(timeoutMs / addresses.length)),
      }),
    }),
    'connect',
    timeoutMs,
  );
  if (config.security !== 'tls') return plain;
  const servername = net.isIP(config.host) === 0 ? config.host : undefined;
  return settled(
    tls.connect({ socket: plain, ...(servername && { servername }), host: config.host, rejectUnauthorized: !config.acceptAnyCertificate }),
    'secureConnect',
    Math.max(1, until - Date.now()),
  );
}

/** IPv6 first and the families in turn, as RFC 8305 has it: Node tries them in this order. */
function ordered(addresses: readonly string[]): { address: string; family: number }[] {
  return [...addresses].sort((one, other) => net.isIP(other) - net.isIP(one)).map((address) => ({ address, family: net.isIP(address) }));
}

function settled<S extends net.Socket>(socket: S, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<S> {
  return new Promise((resolve, reject) => {
    const done = (act: () => void): void => {
      clearTimeout(timer);
      socket.removeListener('error', onError).removeListener('close', onClose);
      act();
    };
    const fail = (failure: SmtpFailure): void =>
      done(() => {
        socket.on('error', () => undefined).destroy();
        reject(smtpErrorOf(failure, { phase: 'open', wasHanded: false }));
      });
    const isTls = event === 'secureConnect';
    const onError = ({ message, code }: NodeJS.ErrnoException): void =>
      fail({ message, code: isTls ? 'ETLS' : 'ESOCKET', originalCode: code });
    const onClose = (): void => fail({ message: 'The connection was closed.', code: isTls ? 'ETLS' : 'ESOCKET' });
    const timer = setTimeout(
      () => fail({ message: 'Connection timeout', code: 'ETIMEDOUT', timeoutType: isTls ? 'UPGRADE_TIMEOUT' : 'CONNECT_TIMEOUT' }),
      timeoutMs,
    );
    socket.once('error', onError).once('close', onClose);
    socket.once(event, () => done(() => resolve(socket)));
  });
}
