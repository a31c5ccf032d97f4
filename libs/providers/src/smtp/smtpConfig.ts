import type { ConfigValues, ProviderDescriptor } from '../contracts/ProviderDescriptor.js';

export type SmtpSecurity = 'none' | 'starttls' | 'tls';

export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  readonly security: SmtpSecurity;
  readonly user: string | null;
  readonly password: string | null;
  readonly acceptAnyCertificate: boolean;
  readonly connections: number;
}

export const smtpDescriptor: ProviderDescriptor = {
  type: 'smtp',
  channel: 'email',
  label: 'SMTP server',
  description: 'Any mail server or relay that speaks SMTP: your own, your hosting company’s, or a sending service.',
  fields: [
    {
      key: 'host',
      label: 'Host',
      kind: 'text',
      required: true,
      secret: false,
      help: 'Name or address of the mail server, for example smtp.example.com.',
    },
    {
      key: 'port',
      label: 'Port',
      kind: 'number',
      required: true,
      secret: false,
      default: 587,
      min: 1,
      max: 65535,
      help: 'Usually 587 with STARTTLS, 465 with TLS, 25 for a relay in your own network.',
    },
    {
      key: 'security',
      label: 'Encryption',
      kind: 'select',
      required: true,
      secret: false,
      default: 'starttls',
      options: [
        { value: 'starttls', label: 'STARTTLS' },
        { value: 'tls', label: 'TLS from the start' },
        { value: 'none', label: 'None' },
      ],
      help: 'STARTTLS is required once chosen: without it nothing is sent. None is only for a relay in your own network.',
    },
    { key: 'user', label: 'User name', kind: 'text', required: false, secret: false, help: 'Leave empty for a relay without login.' },
    {
      key: 'password',
      label: 'Password',
      kind: 'password',
      required: false,
      secret: true,
      boundTo: ['host', 'port', 'security', 'user', 'acceptAnyCertificate'],
      help: 'Many providers want an app password here, not the one of the mailbox.',
    },
    {
      key: 'acceptAnyCertificate',
      label: 'Accept a certificate that cannot be verified',
      kind: 'boolean',
      required: false,
      secret: false,
      default: false,
      help: 'Only for a server of your own with a self-signed certificate: anyone in between could read the mail and the password.',
    },
    {
      key: 'connections',
      label: 'Connections',
      kind: 'number',
      required: false,
      secret: false,
      default: 5,
      min: 1,
      max: 50,
      help: 'How many connections are open at once while sending. Use fewer for small servers.',
    },
  ],
};

/** From checked values (see checkConfig) to the typed settings. */
export function smtpConfigOf(values: ConfigValues): SmtpConfig {
  return {
    host: String(values.host),
    port: Number(values.port),
    security: values.security === 'tls' || values.security === 'none' ? values.security : 'starttls',
    user: typeof values.user === 'string' ? values.user : null,
    password: typeof values.password === 'string' ? values.password : null,
    acceptAnyCertificate: values.acceptAnyCertificate === true,
    connections: Number(values.connections),
  };
}
