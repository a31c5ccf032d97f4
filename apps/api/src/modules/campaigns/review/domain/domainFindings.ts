import type { DomainCheck, DomainCheckKind, DomainReport } from '@rapport/providers';
import type { DomainFindingDto } from './DomainDtos.js';

const NAMES = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' } as const;
const KINDS = ['spf', 'dkim', 'dmarc'] as const;

export const NOT_CHECKED: DomainFindingDto = {
  code: 'domain.notChecked',
  severity: 'note',
  message: 'The DNS records of the sender address couldn’t be checked: too many domains are being checked. Reload in a few minutes.',
};

/** What a reviewer has to know of the checks: what becomes of the messages first, then the records that are not right. `domain`: of the sender address. */
export function domainFindings(domain: string, report: DomainReport): DomainFindingDto[] {
  const { checks, unanswered } = report;
  const found = [...verdictOf(domain, report), ...KINDS.flatMap((kind) => recordFinding(checkOf(checks, kind), unanswered))];
  const open = KINDS.filter((kind) => unanswered.includes(kind)).map((kind) => NAMES[kind]);
  if (open.length > 0 || unanswered.includes('alignment')) {
    const what = open.length > 0 ? ` about ${inWords(open)}` : '';
    found.push(
      finding('unanswered', 'note', `The name servers gave no answer${what} of ${domain}, so it isn’t known whether messages are trusted.`),
    );
  }
  return found.length > 0 ? found : [finding('fine', 'ok', `SPF, DKIM and DMARC of ${domain} are right for this sender.`)];
}

function verdictOf(domain: string, { checks, policy, passesDmarc, unanswered }: DomainReport): DomainFindingDto[] {
  const asks = policy === 'reject' ? 'reject what fails DMARC (p=reject)' : 'put what fails DMARC into spam (p=quarantine)';
  const isStrict = policy === 'reject' || policy === 'quarantine';
  if (passesDmarc === 'no') {
    const { state, summary } = checkOf(checks, 'alignment');
    const reason = state === 'wrong' ? summary : 'Neither their signature (DKIM) nor their return address (SPF) is right: DMARC fails.';
    if (!isStrict) return [finding('dmarcFails', 'warning', `${reason} Receivers trust these messages less, and may put them into spam.`)];
    const fate = policy === 'reject' ? 'reject these messages' : 'put these messages into spam';
    return [
      finding(
        policy === 'reject' ? 'dmarcReject' : 'dmarcQuarantine',
        'serious',
        `Most receivers will ${fate}: ${domain} asks them to ${asks}. ${reason}`,
      ),
    ];
  }
  const isOpen = passesDmarc === 'unclear' && !(['spf', 'dkim', 'alignment'] as const).some((kind) => unanswered.includes(kind));
  if (!isOpen || !isStrict) return [];
  return [
    finding(
      'dmarcUnclear',
      'warning',
      `${domain} asks receivers to ${asks}, and it can’t be seen from here whether these messages pass. Send yourself a test and look for “dmarc=pass” in its original.`,
    ),
  ];
}

function recordFinding({ kind, state, summary }: DomainCheck, unanswered: readonly DomainCheckKind[]): DomainFindingDto[] {
  if (state === 'ok' || unanswered.includes(kind)) return [];
  const name = NAMES[kind as keyof typeof NAMES];
  return [finding(kind, state === 'wrong' ? 'warning' : 'note', `${name}: ${summary}`)];
}

function checkOf(checks: readonly DomainCheck[], kind: DomainCheckKind): DomainCheck {
  const check = checks.find((one) => one.kind === kind);
  if (!check) throw new Error(`No check of ${kind}.`);
  return check;
}

function finding(code: string, severity: DomainFindingDto['severity'], message: string): DomainFindingDto {
  return { code: `domain.${code}`, severity, message };
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
