import ipaddr from 'ipaddr.js';

/** Which of the hops before this process may tell where a request came from. */
export type TrustedProxies =
  | { readonly kind: 'none' }
  /** So many proxies, one behind the other; the nearest on this machine or in the private network. */
  | { readonly kind: 'hops'; readonly count: number }
  | { readonly kind: 'networks'; readonly networks: readonly Network[] };

type Network = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number];

const MOST_HOPS = 10;
const NEARBY: ReadonlySet<string> = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat']);
const ADVICE =
  'TRUST_PROXY must be false, the number of reverse proxies in front of Rapport (1 for a single nginx, Caddy or Traefik), or their addresses: 10.0.0.5, 172.16.0.0/12.';

/** Reads TRUST_PROXY; what is wrong with it is added to `problems`. `true` is what one proxy was once written as. */
export function readTrustedProxies(text: string, problems: string[]): TrustedProxies {
  const value = text.trim().toLowerCase();
  if (value === 'false' || value === '0') return { kind: 'none' };
  if (value === 'true') return { kind: 'hops', count: 1 };
  if (/^\d+$/.test(value)) {
    const count = Number(value);
    if (count <= MOST_HOPS) return { kind: 'hops', count };
    problems.push(`TRUST_PROXY must be at most ${MOST_HOPS} proxies. ${ADVICE}`);
    return { kind: 'none' };
  }
  const parts = value.split(',').map((part) => part.trim());
  const networks = parts.map(networkOf);
  if (networks.every((network) => network !== null)) return { kind: 'networks', networks };
  problems.push(ADVICE);
  return { kind: 'none' };
}

/**
 * Whether the hop `distance` steps before this process (0 is the one connected to it) is one of our own proxies. The first that is not
 * is the client: what stands before it in X-Forwarded-For was written by the client itself and proves nothing.
 */
export function isTrustedHop(trusted: TrustedProxies, address: string, distance: number): boolean {
  switch (trusted.kind) {
    case 'none':
      return false;
    case 'hops':
      return distance < trusted.count && (distance > 0 || isNearby(address));
    case 'networks':
      return trusted.networks.some((network) => isWithin(address, network));
  }
}

/**
 * X-Forwarded-For with nothing but addresses in it. An entry that is none (a name, a script, `unknown`) ends what can be known, so it
 * goes with everything before it; ports and brackets go too. Null when nothing is left.
 */
export function cleanForwardedFor(header: string): string | null {
  const kept: string[] = [];
  for (const entry of header.split(',').reverse()) {
    const address = addressIn(entry.trim());
    if (address === null) break;
    kept.unshift(address);
  }
  return kept.length > 0 ? kept.join(', ') : null;
}

function addressIn(entry: string): string | null {
  const [, bracketed, plain] = /^\[([^\]]+)\](?::\d+)?$|^(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/.exec(entry) ?? [];
  const address = bracketed ?? plain ?? entry;
  const isWritten = address.includes(':') ? ipaddr.IPv6.isValid(address) : ipaddr.IPv4.isValidFourPartDecimal(address);
  return isWritten ? ipaddr.process(address.split('%')[0] ?? address).toString() : null;
}

function networkOf(part: string): Network | null {
  if (ipaddr.isValidCIDR(part)) return ipaddr.parseCIDR(part);
  if (!(part.includes(':') ? ipaddr.IPv6.isValid(part) : ipaddr.IPv4.isValidFourPartDecimal(part))) return null;
  const address = ipaddr.process(part);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isWithin(address: string, [network, bits]: Network): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}

function isNearby(address: string): boolean {
  return ipaddr.isValid(address) && NEARBY.has(ipaddr.process(address).range());
}
