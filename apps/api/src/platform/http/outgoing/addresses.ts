import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an address belongs to the open internet. Everything else is refused: private and shared networks, this machine, links,
 * groups, documentation, and the ways to write an IPv4 address inside an IPv6 one (mapped, 6to4, Teredo). A NAT64 address is what
 * an IPv6-only network makes of a public IPv4 address, so it is judged by that.
 */
export function isPublicAddress(address: string): boolean {
  // Node's own test first: ipaddr.js would also read forms that no resolver answers with (`1.2.3`).
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.match(NAT64)) return isPublicAddress(parsed.toByteArray().slice(12).join('.'));
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
}
