import { paths } from '../../shared/paths';
import type { CampaignDomainCheck } from './campaignQueries';
import type { CheckFinding } from './linkFindings';

/** What receivers look up about the sender address. What is not right leads to the page of the sender, which tells what to enter. */
export function senderFindings(workspaceId: string, check: CampaignDomainCheck | undefined): CheckFinding[] {
  if (!check) return [];
  const { state, domain, senderAccountId, findings } = check;
  if (state === 'checking')
    return [{ code: 'domain.checking', severity: 'checking', message: `Looking up SPF, DKIM and DMARC of ${domain ?? 'the sender'}…` }];
  const page = { to: paths.settingsSender(workspaceId, senderAccountId, domain), label: 'Open DNS records' };
  return findings.map((finding) => (finding.severity === 'ok' ? finding : { ...finding, page }));
}
