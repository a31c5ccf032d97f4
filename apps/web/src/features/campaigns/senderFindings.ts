import { paths } from '../../shared/paths';
import type { CampaignDomainCheck } from './campaignQueries';
import type { CheckFinding } from './linkFindings';

/** What receivers look up about the sender address. The first that is not right leads to the page of the sender, which tells of all what to enter. */
export function senderFindings(workspaceId: string, check: CampaignDomainCheck | undefined): CheckFinding[] {
  if (!check) return [];
  const { state, domain, senderAccountId, findings } = check;
  if (state === 'checking')
    return [{ code: 'domain.checking', severity: 'checking', message: `Looking up SPF, DKIM and DMARC of ${domain ?? 'the sender'}…` }];
  const page = { to: paths.settingsSender(workspaceId, senderAccountId, domain), label: 'Open DNS records' };
  return findings.map((finding, index) => (index > 0 || finding.severity === 'ok' ? finding : { ...finding, page }));
}
