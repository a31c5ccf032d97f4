import type { Utm } from './Tracking.js';

/** The address with those parameters that it has not got yet, in front of its fragment. */
export function withUtm(url: string, utm: Utm | null): string {
  if (utm === null) return url;
  const hash = url.indexOf('#');
  const [address, fragment] = hash === -1 ? [url, ''] : [url.slice(0, hash), url.slice(hash)];
  const missing = Object.entries(utm).filter(([name]) => !new RegExp(`[?&]utm_${name}=`, 'i').test(address));
  if (missing.length === 0) return url;
  const added = missing.map(([name, value]) => `utm_${name}=${encodeURIComponent(String(value).replace(/\p{Surrogate}/gu, ''))}`).join('&');
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return `${address}${joint}${added}${fragment}`;
}
