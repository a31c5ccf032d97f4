import { AppError } from '../../../../platform/http/AppError.js';
import type { OutgoingClient } from '../../../../platform/http/OutgoingClient.js';
import type { LinkState } from './LinkDtos.js';

export interface LinkVerdict {
  readonly state: Extract<LinkState, 'fine' | 'insecure' | 'broken' | 'unchecked'>;
  /** Of the last answer; null: there was none. */
  readonly status: number | null;
  readonly message: string;
}

type Network = Pick<OutgoingClient, 'probe'>;

const LIMITS = { timeoutMs: 5_000, maxRedirects: 3 };

/** What TLS says of a certificate, and of a handshake that fails. */
const TLS_ERRORS =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;

/** `isOnline`: whether any name can be looked up; asked where this one cannot. */
export async function judgeLink(url: string, network: Network, isOnline: () => Promise<boolean>): Promise<LinkVerdict> {
  try {
    const { status } = await network.probe(url, LIMITS);
    if (status >= 400) return refused(status);
    return url.startsWith('http:') && (await opensSecurely(url, network))
      ? { state: 'insecure', status, message: 'Opens, but without encryption. The same address works with https://: use that.' }
      : { state: 'fine', status, message: 'Opens.' };
  } catch (error) {
    if (error instanceof AppError) return failed(error, isOnline);
    throw error;
  }
}

function refused(status: number): LinkVerdict {
  if (status === 404 || status === 410)
    return { state: 'broken', status, message: `The page doesn’t exist: the server answered ${status}. Correct the link.` };
  return { state: 'unchecked', status, message: `Couldn’t be checked: the server answered ${status}. Open it in a browser.` };
}

async function opensSecurely(url: string, network: Network): Promise<boolean> {
  const secure = new URL(url);
  secure.protocol = 'https:';
  try {
    return (await network.probe(secure.href, LIMITS)).status < 400;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function failed(error: AppError, isOnline: () => Promise<boolean>): Promise<LinkVerdict> {
  const cause = codeOf(error);
  if (cause === 'ENOTFOUND' || cause === 'EAI_AGAIN') {
    if (!(await isOnline())) return unchecked('this machine can’t look up names');
    return cause === 'ENOTFOUND'
      ? broken('There is no server of this name. Check its spelling.')
      : unchecked('its name servers didn’t answer');
  }
  if (TLS_ERRORS.test(cause))
    return broken('The connection isn’t secure: browsers warn about its certificate. Correct the link or the certificate.');
  switch (error.code) {
    case 'outgoing.privateAddress':
      return broken('Leads into a private network. Recipients elsewhere can’t open it.');
    case 'outgoing.foreignPort':
      return unchecked('only the ports 80 and 443 are checked');
    case 'outgoing.tooManyRedirects':
      return unchecked('it redirects more than three times');
    case 'outgoing.tooSlow':
      return unchecked('the server didn’t answer within five seconds');
    case 'outgoing.badAddress':
      return unchecked('it redirects to an address that isn’t opened from here');
    default:
      return unchecked('the server didn’t answer');
  }
}

const broken = (message: string): LinkVerdict => ({ state: 'broken', status: null, message });

const unchecked = (why: string): LinkVerdict => ({
  state: 'unchecked',
  status: null,
  message: `Couldn’t be checked: ${why}. Open it in a browser.`,
});

function codeOf({ cause }: AppError): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
