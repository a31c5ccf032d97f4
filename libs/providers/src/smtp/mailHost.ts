import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { ProviderError } from '../contracts/ProviderError.js';

/** The addresses that connections go to. They are not looked up again, so what was judged is what is connected to. */
export interface MailHost {
  /** IPv4 or IPv6, in the order of preference; at least one. */
  readonly addresses: readonly string[];
  /** In the installation's own network: a check tells whether a mail server answers there, and nothing about what else does. */
  readonly isPrivate: boolean;
}

/** Asked once for each connection. Rejects with a ProviderError of the step "resolve" when there is no address to connect to. */
export type ResolveMailHost = (host: string) => Promise<MailHost>;

/** For servers that the operator named: every address will do. */
export const resolveAnyHost: ResolveMailHost = async (host) => ({ addresses: await addressesOf(host), isPrivate: false });

/** Rejects with whatever the name server says. `[::1]`, `127.1`, `0x7f000001` and full-width digits are read as the addresses they mean. */
export async function addressesOf(host: string): Promise<string[]> {
  const bare = host.trim().replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return [bare];
  const ascii = domainToASCII(bare) || bare;
  if (isIP(ascii) !== 0) return [ascii];
  return (await lookup(ascii, { all: true })).map(({ address }) => address);
}

export async function findMailHost(host: string, resolve: ResolveMailHost, timeoutMs: number): Promise<MailHost> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(hostNotFound('ETIMEOUT')), timeoutMs);
  });
  try {
    return await Promise.race([resolve(host), tooLate]);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw hostNotFound((error as NodeJS.ErrnoException).code ?? null);
  } finally {
    clearTimeout(timer);
  }
}

function hostNotFound(causeCode: string | null): ProviderError {
  const message = 'The name of the mail server could not be found.';
  return new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'resolve', message, causeCode });
}
