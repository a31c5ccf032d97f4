import type { ConfigValues, ProviderDescriptor } from '../contracts/ProviderDescriptor.js';

export type MailgunRegion = 'us' | 'eu';

export interface MailgunConfig {
  readonly domain: string;
  readonly region: MailgunRegion;
  readonly apiKey: string;
  /** Signs Mailgun's reports to us. Null: none are accepted. */
  readonly signingKey: string | null;
}

export const mailgunDescriptor: ProviderDescriptor = {
  type: 'mailgun',
  channel: 'email',
  label: 'Mailgun',
  description: 'Sends through the Mailgun API and is told of bounces and complaints. You need a verified domain there and an API key.',
  fields: [
    {
      key: 'domain',
      label: 'Sending domain',
      kind: 'text',
      required: true,
      secret: false,
      help: 'As it is written in Mailgun under Sending, Domains, for example mail.example.com.',
    },
    {
      key: 'region',
      label: 'Region',
      kind: 'select',
      required: true,
      secret: false,
      default: 'us',
      options: [
        { value: 'us', label: 'United States' },
        { value: 'eu', label: 'European Union' },
      ],
      help: 'Where the domain was added. A domain of one region is unknown in the other.',
    },
    {
      key: 'apiKey',
      label: 'API key',
      kind: 'password',
      required: true,
      secret: true,
      boundTo: ['region'],
      help: 'A sending key of the domain is enough to send. With an account key, Rapport can also look up messages whose fate is unknown.',
    },
    {
      key: 'signingKey',
      label: 'Webhook signing key',
      kind: 'password',
      required: false,
      secret: true,
      boundTo: [],
      provesReports: true,
      help: 'In Mailgun under Send, Sending, Webhooks. Without it no bounces and complaints are accepted.',
    },
  ],
};

/** From checked values (see checkConfig) to the typed settings. */
export function mailgunConfigOf(values: ConfigValues): MailgunConfig {
  return {
    domain: String(values.domain).trim().toLowerCase(),
    region: values.region === 'eu' ? 'eu' : 'us',
    apiKey: String(values.apiKey),
    signingKey: typeof values.signingKey === 'string' && values.signingKey !== '' ? values.signingKey : null,
  };
}

/** Which of Mailgun's two addresses a region is at; `override` is the operator's. */
export function mailgunUrl(region: MailgunRegion, override: string | null): string {
  return override ?? (region === 'eu' ? 'https://api.eu.mailgun.net' : 'https://api.mailgun.net');
}
