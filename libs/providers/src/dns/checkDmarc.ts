import { type Checked, told } from './Checked.js';
import { dmarcPolicies, type DnsRecord } from './DomainCheck.js';
import { type NameServers, NoDnsAnswer } from './NameServers.js';

export async function checkDmarc(domain: string, names: NameServers): Promise<Checked> {
  const kind = 'dmarc';
  const { dmarc } = await import('mailauth/lib/dmarc/index.js');
  const own = (await names.texts(`_dmarc.${domain}`)).filter((text) => /^v\s*=\s*DMARC1/i.test(text));
  const result = await dmarc({ headerFrom: `postmaster@${domain}`, resolver: names.ask as never });
  const record: DnsRecord = { type: 'TXT', name: `_dmarc.${domain}`, value: `v=DMARC1; p=none; rua=mailto:dmarc@${domain}` };
  if (own.length > 1)
    return told({
      ...{ kind, state: 'wrong', found: own },
      summary: 'There are several DMARC records, so receivers ignore all of them.',
      advice: 'Keep one.',
    });
  if (result === false || result.status.result === 'temperror') throw new NoDnsAnswer('ESERVFAIL');
  const found = result.rr === undefined ? own : [result.rr];
  if (result.status.result === 'none' || !/^(none|quarantine|reject)$/.test(result.p ?? ''))
    return told({
      ...{ kind, state: 'wrong', found: own, records: [record] },
      ...(own.length > 0
        ? { summary: 'Receivers can’t read the DMARC record.', advice: 'Replace it by this one.' }
        : {
            summary: `${domain} has no DMARC record, and Gmail, Yahoo and Outlook ask for one.`,
            advice: 'Add this one; reports go to the address in it.',
          }),
    });
  // A policy for domains below that nobody can read is none.
  const policy = dmarcPolicies.find((one) => one === result.policy) ?? 'none';
  return told(
    policy === 'none'
      ? {
          ...{ kind, state: 'ok', found, summary: 'The DMARC record is there.' },
          advice: 'It asks receivers to deliver messages that fail; quarantine protects your name better once all your senders pass.',
        }
      : { kind, state: 'ok', found, summary: 'The DMARC record is there, and protects the domain.' },
    { policy },
  );
}

/** DMARC passes if the signature or the return address belongs to the organisation of the sender address. */
export async function checkAlignment(domain: string, envelope: string, signing: string | null, names: NameServers): Promise<Checked> {
  const kind = 'alignment';
  const { dmarc } = await import('mailauth/lib/dmarc/index.js');
  const result = await dmarc({
    headerFrom: `postmaster@${domain}`,
    spfDomains: [envelope],
    dkimDomains: signing === null ? [] : [{ domain: signing }],
    resolver: names.ask as never,
  });
  if (result === false || result.status.result === 'temperror') throw new NoDnsAnswer('ESERVFAIL');
  // Without a record nothing says which domains belong together; with the one that is asked for, those below each other do.
  const isExact = (tag: string): boolean => new RegExp(`;\\s*${tag}\\s*=\\s*s\\s*(?:;|$)`, 'i').test(result.rr ?? '');
  const isAligned = (other: string, found: unknown, tag: 'adkim' | 'aspf'): boolean =>
    other === domain ||
    (Boolean(found) && !isExact(tag)) ||
    (result.status.result === 'none' && (other.endsWith(`.${domain}`) || domain.endsWith(`.${other}`)));
  // Who signs without being named signs for the sender address, or nobody knows.
  const signature = signing === null || isAligned(signing, result.alignment?.dkim?.result, 'adkim');
  const returnAddress = isAligned(envelope, result.alignment?.spf?.result, 'aspf');
  const aligned = { signature, returnAddress };
  if (signing !== null && signature)
    return told({ kind, state: 'ok', summary: 'Messages are signed for the domain of the sender address.' }, { aligned });
  if (returnAddress)
    return told({ kind, state: 'ok', summary: 'The return address belongs to the domain of the sender address.' }, { aligned });
  const other = signing ?? envelope;
  return told(
    {
      ...{ kind, state: 'wrong', summary: `Messages come from ${domain}, and are signed and returned to ${other}: DMARC fails.` },
      advice: `Use a sender address at ${other} or at the domain above it.`,
    },
    { aligned },
  );
}
