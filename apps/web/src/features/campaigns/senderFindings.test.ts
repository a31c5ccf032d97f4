import type { CampaignDomainCheck } from './campaignQueries';
import { senderFindings } from './senderFindings';

const check = (over: Partial<CampaignDomainCheck>): CampaignDomainCheck => ({
  ...{ state: 'done', domain: 'garden.example', senderAccountId: 's1', checkedAt: '2026-03-01T09:00:00.000Z', findings: [], ...over },
});

it('says nothing before the first answer, where it is switched off, and where nothing is looked up', () => {
  expect(senderFindings('w', undefined)).toEqual([]);
  for (const state of ['off', 'none'] as const)
    expect(senderFindings('w', check({ state, domain: null, senderAccountId: null }))).toEqual([]);
});

it('says what is being looked up', () => {
  expect(senderFindings('w', check({ state: 'checking' }))).toEqual([
    { code: 'domain.checking', severity: 'checking', message: 'Looking up SPF, DKIM and DMARC of garden.example…' },
  ]);
});

it('leads once to the records of the domain on the page of the sender, unless all is right', () => {
  const findings = [
    { code: 'domain.dmarcReject', severity: 'serious', message: 'Most receivers will reject these messages.' },
    { code: 'domain.spf', severity: 'warning', message: 'SPF: there are two.' },
  ] as const;
  expect(senderFindings('w', check({ findings: [...findings] }))).toEqual([
    { ...findings[0], page: { to: '/w/w/settings/sender?sender=s1&domain=garden.example', label: 'Open DNS records' } },
    findings[1],
  ]);
  const fine = { code: 'domain.fine', severity: 'ok', message: 'All is right.' } as const;
  expect(senderFindings('w', check({ findings: [fine] }))).toEqual([fine]);
});
