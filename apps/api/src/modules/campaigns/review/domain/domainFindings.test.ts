import type { DomainCheck, DomainCheckKind, DomainCheckState, DomainReport } from '@rapport/providers';
import { domainFindings } from './domainFindings.js';

function report(states: Partial<Record<DomainCheckKind, DomainCheckState>>, over: Partial<DomainReport> = {}): DomainReport {
  const checks = (['spf', 'dkim', 'dmarc', 'alignment', 'mx'] as const).map((kind): DomainCheck => {
    const summary = `Of ${kind}.`;
    return { kind, state: states[kind] ?? 'ok', summary, message: `${summary} Enter this.`, found: [], records: [] };
  });
  return { checks, policy: 'none', passesDmarc: 'yes', unanswered: [], ...over };
}

const told = (states: Parameters<typeof report>[0], over: Partial<DomainReport> = {}): string[] =>
  domainFindings('garden.example', report(states, over)).map(({ code, severity }) => `${severity} ${code}`);

it('has one good thing to say where all is right, also of a domain that nobody can answer to', () => {
  expect(told({})).toEqual(['ok domain.fine']);
  expect(told({ mx: 'warning' })).toEqual(['ok domain.fine']);
});

it.each([
  ['reject', 'serious domain.dmarcReject'],
  ['quarantine', 'serious domain.dmarcQuarantine'],
  ['none', 'warning domain.dmarcFails'],
  [null, 'warning domain.dmarcFails'],
] as const)('tells first what becomes of messages that fail, by the policy: %s', (policy, first) => {
  expect(told({ alignment: 'wrong' }, { policy, passesDmarc: 'no' })).toEqual([first]);
  expect(told({ spf: 'wrong', dkim: 'wrong' }, { policy, passesDmarc: 'no' })).toEqual([
    first,
    'warning domain.spf',
    'warning domain.dkim',
  ]);
});

it('gives the reason: another domain, or nothing that is right', () => {
  const message = (states: Parameters<typeof report>[0]) =>
    domainFindings('garden.example', report(states, { policy: 'reject', passesDmarc: 'no' }))[0]?.message;
  expect(message({ alignment: 'wrong' })).toBe(
    'Most receivers will reject these messages: garden.example asks them to reject what fails DMARC (p=reject). Of alignment.',
  );
  expect(message({ spf: 'wrong' })).toContain('Neither their signature (DKIM) nor their return address (SPF) is right');
});

it('warns where a strict policy meets what only the mail server knows, and not where it meets no answer', () => {
  const unclear = { policy: 'reject', passesDmarc: 'unclear' } as const;
  expect(told({ spf: 'warning', dkim: 'unknown' }, unclear)).toEqual([
    'warning domain.dmarcUnclear',
    'note domain.spf',
    'note domain.dkim',
  ]);
  expect(told({ spf: 'unknown', dkim: 'unknown' }, { ...unclear, unanswered: ['spf', 'dkim'] })).toEqual(['note domain.unanswered']);
  expect(told({ spf: 'warning', dkim: 'unknown' }, { ...unclear, policy: 'none' })).toEqual(['note domain.spf', 'note domain.dkim']);
});

it('names what the name servers left open', () => {
  const [first] = domainFindings(
    'garden.example',
    report(
      { spf: 'unknown', dkim: 'unknown', dmarc: 'unknown', alignment: 'unknown' },
      { passesDmarc: 'unclear', policy: null, unanswered: ['spf', 'dkim', 'dmarc', 'alignment'] },
    ),
  );
  expect(first?.message).toContain('no answer about SPF, DKIM and DMARC of garden.example');
});
