import { type Checked, noAnswer, told } from './Checked.js';
import { checkAlignment, checkDmarc } from './checkDmarc.js';
import { checkSpf } from './checkSpf.js';
import type { DnsRecord, DomainCheckKind, DomainNeeds, DomainReport, DomainVerdict } from './DomainCheck.js';
import { type NameServers, NoDnsAnswer } from './NameServers.js';

/**
 * Whether receivers will trust what is sent for a domain: SPF, DKIM, DMARC, the alignment of the two with the sender address, and whether
 * answers can arrive. Each with the records to enter. Never throws for what a domain or a name server does.
 */
export async function checkDomain(domain: string, needs: DomainNeeds, names: NameServers): Promise<DomainReport> {
  const envelope = needs.envelopeDomain ?? domain;
  const [spf, dkim, dmarc, alignment, mx] = await Promise.all([
    answered('spf', () => checkSpf(envelope, needs, names)),
    answered('dkim', () => checkDkim(needs.signingDomain ?? domain, needs.dkim, names)),
    answered('dmarc', () => checkDmarc(domain, names)),
    answered('alignment', () => checkAlignment(domain, envelope, needs.signingDomain, names)),
    answered('mx', () => checkMx(domain, names)),
  ]);
  const all = [spf, dkim, dmarc, alignment, mx];
  return {
    checks: all.map(({ check }) => check),
    policy: dmarc.policy ?? null,
    passesDmarc: passesDmarc(spf, dkim, alignment),
    unanswered: all.filter(({ isUnanswered }) => isUnanswered).map(({ check }) => check.kind),
  };
}

async function answered(kind: DomainCheckKind, check: () => Promise<Checked>): Promise<Checked> {
  try {
    return await check();
  } catch (error) {
    return noAnswer(
      kind,
      error instanceof NoDnsAnswer ? error.code : error instanceof Error && 'code' in error ? String(error.code) : 'ENOANSWER',
    );
  }
}

/** One of the two is enough. */
function passesDmarc(spf: Checked, dkim: Checked, { aligned }: Checked): DomainVerdict {
  if (!aligned) return 'unclear';
  const ways = [aligned.signature ? verdictOf(dkim) : 'no', aligned.returnAddress ? verdictOf(spf) : 'no'];
  if (ways.includes('yes')) return 'yes';
  return ways.includes('unclear') ? 'unclear' : 'no';
}

function verdictOf({ check: { state }, passes }: Checked): DomainVerdict {
  if (passes !== undefined) return passes ? 'yes' : 'no';
  if (state === 'ok') return 'yes';
  return state === 'wrong' ? 'no' : 'unclear';
}

async function checkDkim(domain: string, dkim: DomainNeeds['dkim'], names: NameServers): Promise<Checked> {
  const kind = 'dkim';
  if (dkim.kind === 'unknown') return told({ kind, state: 'unknown', summary: dkim.summary, advice: dkim.where });
  if (dkim.kind === 'records') {
    const published = await Promise.all(dkim.records.map((record) => publishedAt(record, names)));
    const missing = dkim.records.filter((record, index) => !published[index]?.some((value) => isSame(record, value)));
    const found = published.flat();
    if (missing.length === 0) return told({ kind, state: 'ok', summary: 'The key that signs your messages is published.', found });
    return told({
      ...{ kind, state: 'wrong', found, records: missing },
      ...(found.length > 0
        ? { summary: 'Another key is published than the one that signs.', advice: 'Replace it by this one.' }
        : { summary: 'The key that signs your messages is not published.', advice: 'Add this record.' }),
    });
  }
  const keys = await Promise.all(dkim.selectors.map((selector) => names.texts(`${selector}._domainkey.${domain}`)));
  const found = keys.flat();
  // An empty p= takes a key back.
  if (found.some((text) => /(?:^|;)\s*p\s*=\s*[A-Za-z0-9+/]/.test(text)))
    return told({ kind, state: 'ok', summary: 'A key that signs your messages is published.', found });
  return told({ kind, state: 'wrong', summary: `No key is published for ${domain}.`, advice: dkim.where, found });
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

async function checkMx(domain: string, names: NameServers): Promise<Checked> {
  const kind = 'mx';
  const found = await names.mailServers(domain);
  const takes = found.filter((server) => server !== '' && server !== '.');
  if (takes.length > 0) return told({ kind, state: 'ok', summary: 'Answers to this domain have a mail server.', found });
  const hasAddress = found.length === 0 && (await names.addresses(domain)).length > 0;
  return told({
    ...{ kind, state: 'warning', found },
    ...(hasAddress
      ? { summary: `${domain} has no MX record.`, advice: 'Answers go to its web server, which usually takes none.' }
      : { summary: `No mail server takes answers for ${domain}.`, advice: 'Some receivers refuse mail that can’t be answered.' }),
  });
}
