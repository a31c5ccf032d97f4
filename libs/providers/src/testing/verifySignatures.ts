import type { DnsZone } from './DnsServer.js';

export interface FoundSignature {
  readonly domain: string;
  readonly selector: string;
  /** pass, or why a receiver would not believe it: fail, neutral, permerror. */
  readonly result: string;
  /** The names in `h=`, in lower case; one that may not be added is there once more often than the header is. */
  readonly signed: readonly string[];
}

/** What a receiver finds in a message, with a library that shares no code with what signs. `zone`: what is published. */
export async function verifySignatures(raw: Buffer, zone: DnsZone): Promise<FoundSignature[]> {
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  const { results } = await dkimVerify(raw, { resolver: (name: string) => Promise.resolve(answerOf(zone, name)) as never });
  const head = raw.toString('latin1', 0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const lists = [...head.matchAll(/^DKIM-Signature:.*?[;\s]h=([^;]*)/gim)].map(([, list = '']) => list.replace(/\s/g, '').toLowerCase());
  return results
    .filter(({ status }) => status.result !== 'none')
    .map(({ signingDomain, selector = '', status }, index) => ({
      domain: signingDomain,
      selector,
      result: status.result,
      signed: lists[index]?.split(':') ?? [],
    }));
}

function answerOf(zone: DnsZone, name: string): string[][] {
  const texts = zone[name]?.TXT ?? [];
  if (texts.length === 0) throw Object.assign(new Error(`queryTxt ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
  return texts.map((text) => text.match(/.{1,255}/g) ?? []);
}
