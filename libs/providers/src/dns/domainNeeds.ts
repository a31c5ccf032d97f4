import type { ConfigValues } from '../contracts/ProviderDescriptor.js';
import { asciiDomainOf } from '../mime/asciiDomain.js';
import type { SenderType } from '../senderTypes.js';
import type { DnsRecord, DomainNeeds } from './DomainCheck.js';

const GOOGLE =
  'Switch it on in the Google Admin console under Apps, Google Workspace, Gmail, Authenticate email, and add the record shown there.';
const MICROSOFT =
  'Switch it on in Microsoft Defender under Email & collaboration, Policies & rules, Threat policies, Email authentication settings, DKIM, and add the two records shown there.';
const MAILGUN = {
  kind: 'unknown',
  summary: 'Rapport can’t read the key with a sending key.',
  where: 'Compare the records with those that Mailgun shows for the domain.',
} as const;
const SMTP = {
  kind: 'unknown',
  summary: 'Your mail server decides whether messages are signed, unless you make a signing key for it.',
  where: 'Send a test message to an address of yours, open its original there and look for “dkim=pass”.',
} as const;

/**
 * What the saved settings ask of the domain that they send for. `records`: those that the provider wants published for DKIM; null where it did
 * not tell. `signingDomain`: of an SMTP sender, the domain whose own key signs; the records are then those of that key. Null: nothing is
 * sent by email over the internet.
 */
export function domainNeedsOf(
  type: SenderType,
  values: ConfigValues,
  records: readonly DnsRecord[] | null,
  signingDomain: string | null = null,
): DomainNeeds | null {
  switch (type) {
    case 'mail_lab':
    case 'twilio':
      return null;
    case 'smtp':
      return {
        envelopeDomain: null,
        spf: { kind: 'host', host: String(values.host).trim() },
        dkim: records && records.length > 0 ? { kind: 'records', records } : SMTP,
        signingDomain,
      };
    case 'mailgun': {
      const domain = String(values.domain).trim().toLowerCase();
      return {
        envelopeDomain: domain,
        spf: { kind: 'include', include: 'mailgun.org' },
        dkim: records && records.length > 0 ? { kind: 'records', records } : MAILGUN,
        signingDomain: domain,
      };
    }
    case 'google_workspace':
      return ofMailbox(values, '_spf.google.com', { kind: 'selectors', selectors: ['google'], where: GOOGLE });
    case 'microsoft_365':
      return ofMailbox(values, 'spf.protection.outlook.com', {
        kind: 'selectors',
        selectors: ['selector1', 'selector2'],
        where: MICROSOFT,
      });
  }
}

/** Return address and signature are those of the mailbox. */
function ofMailbox(values: ConfigValues, include: string, dkim: DomainNeeds['dkim']): DomainNeeds {
  const domain = asciiDomainOf(String(values.mailbox).trim());
  return { envelopeDomain: domain, spf: { kind: 'include', include }, dkim, signingDomain: domain };
}
