import { isIP } from 'node:net';
import { type Checked, told } from './Checked.js';
import type { DomainCheckState, DomainNeeds } from './DomainCheck.js';
import { type NameServers, NoDnsAnswer } from './NameServers.js';

const SPF = /^v=spf1(?:\s|$)/i;
/** RFC 7208 section 4.6.4. */
const MOST_LOOKUPS = 10;
const LOOKS_UP = /^[+~?-]?(?:include:|exists:|ptr(?::|$)|a(?:[:/]|$)|mx(?:[:/]|$))|^redirect=/i;
const LEADS_ON = /^[+~?-]?(?:include:|redirect=)(.+)$/i;

interface Walk {
  /** Domains that are named, in lower case. */
  readonly seen: Set<string>;
  lookups: number;
}

type Told = (state: DomainCheckState, summary: string, advice?: string, value?: string) => Checked;

/** Whether the domain in the return address says that this sender may send for it. */
export async function checkSpf(domain: string, { spf }: DomainNeeds, names: NameServers): Promise<Checked> {
  const found = (await names.texts(domain)).filter((text) => SPF.test(text));
  const wanted = spf.kind === 'include' ? `include:${spf.include}` : hostTerm(spf.host);
  const check: Told = (state, summary, advice, value) =>
    told({
      ...{ kind: 'spf', state, summary, found },
      ...(advice === undefined ? {} : { advice }),
      records: value === undefined ? [] : [{ type: 'TXT', name: domain, value }],
    });
  const [text] = found;
  if (text === undefined) return check('wrong', `${domain} has no SPF record.`, 'Add this one.', `v=spf1 ${wanted} ~all`);
  if (found.length > 1)
    return check(
      'wrong',
      `${domain} has ${found.length} SPF records, so receivers ignore all of them.`,
      'Replace them by this one.',
      joined(found, wanted),
    );
  if (/(?:^|\s)\+?all(?:\s|$)/i.test(text))
    return {
      ...check(
        'wrong',
        'The SPF record lets every server send for the domain.',
        'Let it end with ~all.',
        text.replace(/(^|\s)\+?all(?=\s|$)/i, '$1~all'),
      ),
      passes: true,
    };
  const walk: Walk = { seen: new Set([domain.toLowerCase()]), lookups: 0 };
  await follow(text, names, walk);
  if (walk.lookups > MOST_LOOKUPS)
    return check(
      'wrong',
      `The SPF record needs ${walk.lookups} look-ups and may need ${MOST_LOOKUPS}: receivers treat it as broken.`,
      'Remove senders that you don’t use any more.',
    );
  if (spf.kind === 'include')
    return walk.seen.has(spf.include.toLowerCase())
      ? check('ok', 'The SPF record allows this sender.')
      : check('wrong', 'The SPF record does not allow this sender.', 'Replace it by this one.', withTerm(text, wanted));
  return checkHost(domain, spf.host, text, names, check);
}

async function checkHost(domain: string, host: string, text: string, names: NameServers, check: Told): Promise<Checked> {
  const addresses = isIP(host) ? [host] : await names.addresses(host);
  if (addresses.length === 0) return check('unknown', `${host} has no address, so it is not known whether the SPF record allows it.`);
  const { spf } = await import('mailauth/lib/spf/index.js');
  const results: string[] = [];
  for (const ip of addresses) {
    const { status } = await spf({
      sender: `postmaster@${domain}`,
      ip,
      helo: domain,
      mta: domain,
      resolver: names.ask as never,
    });
    results.push(status.result);
  }
  if (results.every((result) => result === 'pass')) return check('ok', 'The SPF record allows this mail server.');
  if (results.includes('permerror')) return check('wrong', 'Receivers can’t read the SPF record.', 'Correct it where your domain is kept.');
  if (results.includes('temperror')) throw new NoDnsAnswer('ETIMEOUT');
  return check(
    'warning',
    `The SPF record does not allow ${host}.`,
    'If that server delivers your mail itself, replace the record by this one. If it hands on to another one, that one counts.',
    withTerm(text, hostTerm(host)),
  );
}

/** What a record allows by way of others, and how many look-ups that takes. */
async function follow(text: string, names: NameServers, walk: Walk): Promise<void> {
  for (const term of text.split(/\s+/).slice(1)) {
    if (LOOKS_UP.test(term)) walk.lookups += 1;
    const [, target] = LEADS_ON.exec(term) ?? [];
    // A macro differs for each message.
    if (target === undefined || target.includes('%') || walk.seen.has(target.toLowerCase()) || walk.lookups > 2 * MOST_LOOKUPS) continue;
    walk.seen.add(target.toLowerCase());
    const [next] = (await names.texts(target)).filter((record) => SPF.test(record));
    if (next !== undefined) await follow(next, names, walk);
  }
}

function hostTerm(host: string): string {
  const version = isIP(host);
  return version === 0 ? `a:${host}` : `ip${version}:${host}`;
}

/** Before the term that ends the record. */
function withTerm(text: string, term: string): string {
  const terms = text.trim().split(/\s+/);
  const end = terms.findIndex((one) => /^[+~?-]?all$/i.test(one) || /^redirect=/i.test(one));
  terms.splice(end < 0 ? terms.length : end, 0, term);
  return terms.join(' ');
}

function joined(records: readonly string[], wanted: string): string {
  const terms = new Set(records.flatMap((text) => text.trim().split(/\s+/).slice(1)).filter((term) => !/^[+~?-]?all$/i.test(term)));
  return ['v=spf1', ...new Set([...terms, wanted]), '~all'].join(' ');
}
