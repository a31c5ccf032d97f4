import { checkSpf } from './checkSpf.js';
import type { DnsRecord, DomainCheck, DomainCheckKind, DomainNeeds } from './DomainCheck.js';
import { type NameServers, NoDnsAnswer } from './NameServers.js';

/**
 * Whether receivers will trust what is sent for a domain: SPF, DKIM, DMARC, the alignment of the two with the sender address, and whether
 * answers can arrive. Each with the records to enter. Never throws for what a domain or a name server does.
 */
export async function checkDomain(domain: string, needs: DomainNeeds, names: NameServers): Promise<DomainCheck[]> {
  const envelope = needs.envelopeDomain ?? domain;
  return Promise.all([
    answered('spf', () => checkSpf(envelope, needs, names)),
    answered('dkim', () => checkDkim(needs.signingDomain ?? domain, needs.dkim, names)),
    answered('dmarc', () => checkDmarc(domain, names)),
    answered('alignment', () => checkAlignment(domain, envelope, needs.signingDomain, names)),
    answered('mx', () => checkMx(domain, names)),
  ]);
}

async function answered(kind: DomainCheckKind, check: () => Promise<DomainCheck>): Promise<DomainCheck> {
  try {
    return await check();
  } catch (error) {
    const code = error instanceof NoDnsAnswer ? error.code : error instanceof Error && 'code' in error ? String(error.code) : 'ENOANSWER';
    return { kind, state: 'unknown', message: `The name servers gave no answer (${code}). Check again later.`, found: [], records: [] };
  }
}

async function checkDkim(domain: string, dkim: DomainNeeds['dkim'], names: NameServers): Promise<DomainCheck> {
  const kind = 'dkim';
  if (dkim.kind === 'unknown') return { kind, state: 'unknown', message: dkim.where, found: [], records: [] };
  if (dkim.kind === 'records') {
    const published = await Promise.all(dkim.records.map((record) => publishedAt(record, names)));
    const missing = dkim.records.filter((record, index) => !published[index]?.some((value) => isSame(record, value)));
    const found = published.flat();
    if (missing.length === 0) return { kind, state: 'ok', message: 'The key that signs your messages is published.', found, records: [] };
    const message =
      found.length > 0
        ? 'Another key is published than the one that signs. Replace it by this one.'
        : 'The key that signs your messages is not published. Add this record.';
    return { kind, state: 'wrong', message, found, records: missing };
  }
  const keys = await Promise.all(dkim.selectors.map((selector) => names.texts(`${selector}._domainkey.${domain}`)));
  const found = keys.flat();
  // An empty p= takes a key back.
  if (found.some((text) => /(?:^|;)\s*p\s*=\s*[A-Za-z0-9+/]/.test(text)))
    return { kind, state: 'ok', message: 'A key that signs your messages is published.', found, records: [] };
  return { kind, state: 'wrong', message: `No key is published for ${domain}. ${dkim.where}`, found, records: [] };
}

function publishedAt({ type, name }: DnsRecord, names: NameServers): Promise<string[]> {
  return type === 'CNAME' ? names.aliases(name) : names.texts(name);
}

/** Keys are split, quoted and spaced in many ways. */
function isSame({ type, value }: DnsRecord, published: string): boolean {
  if (type === 'CNAME') return published.replace(/\.$/, '').toLowerCase() === value.replace(/\.$/, '').toLowerCase();
  const keyOf = (text: string): string => /(?:^|;)\s*p\s*=([^;]*)/.exec(text)?.[1]?.replace(/[\s"]/g, '') ?? text.trim();
  return keyOf(published) === keyOf(value);
}

async function checkDmarc(domain: string, names: NameServers): Promise<DomainCheck> {
  const kind = 'dmarc';
  const { dmarc } = await import('mailauth/lib/dmarc/index.js');
  const own = (await names.texts(`_dmarc.${domain}`)).filter((text) => /^v\s*=\s*DMARC1/i.test(text));
  const policy = await dmarc({ headerFrom: `postmaster@${domain}`, resolver: names.ask as never });
  const record: DnsRecord = { type: 'TXT', name: `_dmarc.${domain}`, value: `v=DMARC1; p=none; rua=mailto:dmarc@${domain}` };
  if (own.length > 1)
    return {
      kind,
      state: 'wrong',
      message: 'There are several DMARC records, so receivers ignore all of them. Keep one.',
      found: own,
      records: [],
    };
  if (policy === false || policy.status.result === 'temperror') throw new NoDnsAnswer('ESERVFAIL');
  const found = policy.rr === undefined ? own : [policy.rr];
  if (policy.status.result === 'none' || !/^(none|quarantine|reject)$/.test(policy.p ?? '')) {
    const message =
      own.length > 0
        ? 'Receivers can’t read the DMARC record. Replace it by this one.'
        : `${domain} has no DMARC record, and Gmail, Yahoo and Outlook ask for one. Add this one; reports go to the address in it.`;
    return { kind, state: 'wrong', message, found: own, records: [record] };
  }
  const message =
    policy.policy === 'none'
      ? 'The DMARC record is there. It asks receivers to deliver messages that fail; quarantine protects your name better once all your senders pass.'
      : 'The DMARC record is there, and protects the domain.';
  return { kind, state: 'ok', message, found, records: [] };
}

/** DMARC passes if the signature or the return address belongs to the organisation of the sender address. */
async function checkAlignment(domain: string, envelope: string, signing: string | null, names: NameServers): Promise<DomainCheck> {
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
  if (signing !== null && isAligned(signing, result.alignment?.dkim?.result, 'adkim'))
    return { kind, state: 'ok', message: 'Messages are signed for the domain of the sender address.', found: [], records: [] };
  if (isAligned(envelope, result.alignment?.spf?.result, 'aspf'))
    return { kind, state: 'ok', message: 'The return address belongs to the domain of the sender address.', found: [], records: [] };
  return {
    kind,
    state: 'wrong',
    message: `Messages come from ${domain}, and are signed and returned to ${signing ?? envelope}: DMARC fails. Use a sender address at ${signing ?? envelope} or at the domain above it.`,
    found: [],
    records: [],
  };
}

async function checkMx(domain: string, names: NameServers): Promise<DomainCheck> {
  const kind = 'mx';
  const found = await names.mailServers(domain);
  const takes = found.filter((server) => server !== '' && server !== '.');
  if (takes.length > 0) return { kind, state: 'ok', message: 'Answers to this domain have a mail server.', found, records: [] };
  if (found.length === 0 && (await names.addresses(domain)).length > 0)
    return {
      kind,
      state: 'warning',
      message: `${domain} has no MX record. Answers go to its web server, which usually takes none.`,
      found,
      records: [],
    };
  return {
    kind,
    state: 'warning',
    message: `No mail server takes answers for ${domain}. Some receivers refuse mail that can’t be answered.`,
    found,
    records: [],
  };
}
