import ipaddr from 'ipaddr.js';

const IPV6_GROUPS_OF_A_NETWORK = 4;
/** Some proxies write the port behind the address. */
const WITH_PORT = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/;

/** What a limit counts for an address: anyone with an IPv6 address has a whole /64 of them, so that counts as one. Whatever is no address counts as one as well. */
export function networkOf(address: string): string {
  const [, inBrackets, beforePort] = WITH_PORT.exec(address.trim()) ?? [];
  const bare = inBrackets ?? beforePort ?? address.trim();
  if (!ipaddr.isValid(bare)) return 'unknown';
  const parsed = ipaddr.process(bare);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, IPV6_GROUPS_OF_A_NETWORK)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}
