import type { ConfigField, ConfigValues, ProviderDescriptor } from '../contracts/ProviderDescriptor.js';

export interface ImapConfig {
  readonly host: string;
  readonly port: number;
  readonly security: 'none' | 'starttls' | 'tls';
  readonly user: string;
  readonly password: string;
  readonly folder: string;
  readonly acceptAnyCertificate: boolean;
}

const fields: readonly ConfigField[] = [
  {
    ...{ key: 'host', label: 'Host', kind: 'text', required: true, secret: false },
    help: 'Name of the IMAP server, for example imap.example.com.',
  },
  {
    ...{ key: 'port', label: 'Port', kind: 'number', required: true, secret: false, default: 993, min: 1, max: 65535 },
    help: 'Usually 993 with TLS, 143 with STARTTLS.',
  },
  {
    ...{ key: 'security', label: 'Encryption', kind: 'select', required: true, secret: false, default: 'tls' },
    options: [
      { value: 'tls', label: 'TLS from the start' },
      { value: 'starttls', label: 'STARTTLS' },
      { value: 'none', label: 'None' },
    ],
    help: 'STARTTLS is required once chosen: without it nobody signs in. None is only for a server in your own network.',
  },
  {
    ...{ key: 'user', label: 'User name', kind: 'text', required: true, secret: false },
    help: 'Often the full address of the mailbox.',
  },
  {
    ...{ key: 'password', label: 'Password', kind: 'password', required: true, secret: true },
    boundTo: ['host', 'port', 'security', 'user', 'acceptAnyCertificate'],
    help: 'Many providers want an app password here, not the one of the mailbox.',
  },
  {
    ...{ key: 'folder', label: 'Folder', kind: 'text', required: true, secret: false, default: 'INBOX', maxLength: 200 },
    help: 'Where bounces and replies arrive.',
  },
  {
    ...{ key: 'acceptAnyCertificate', label: 'Accept a certificate that cannot be verified', kind: 'boolean', required: false },
    ...{ secret: false, default: false },
    help: 'Only for a server of your own with a self-signed certificate: anyone in between could read the mail and the password.',
  },
];

/** The form of a mailbox is drawn from it and checked by it, as that of a sender is. */
export const imapDescriptor: ProviderDescriptor = {
  type: 'imap',
  channel: 'email',
  label: 'IMAP mailbox',
  description: 'The mailbox that bounces and replies arrive in. It is only read: nothing in it is changed or deleted.',
  fields,
};

/** From checked values (see checkConfig) to the typed settings. */
export function imapConfigOf(values: ConfigValues): ImapConfig {
  return {
    host: String(values.host),
    port: Number(values.port),
    security: values.security === 'none' || values.security === 'starttls' ? values.security : 'tls',
    user: String(values.user),
    password: String(values.password ?? ''),
    folder: String(values.folder ?? 'INBOX'),
    acceptAnyCertificate: values.acceptAnyCertificate === true,
  };
}
