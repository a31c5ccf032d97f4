import { createPrivateKey } from 'node:crypto';
import type { ConfigValues, ProviderDescriptor } from '../contracts/ProviderDescriptor.js';

/** To find out what was sent, and to read what came. */
export const READING_SCOPE = 'https://www.googleapis.com/auth/gmail.readonly';

/** What an administrator has to allow the service account: to write and send, and to read. */
export const GOOGLE_SCOPES = ['https://www.googleapis.com/auth/gmail.compose', READING_SCOPE] as const;

export interface GoogleConfig {
  /** The address that sends; the service account acts in its name, or it has signed in itself. */
  readonly mailbox: string;
  /** The service account. */
  readonly clientEmail: string;
  /** PEM. */
  readonly privateKey: string;
  /** In place of a service account: what the mailbox allowed when it signed in. */
  readonly consent?: GoogleConsent;
}

export interface GoogleConsent {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null: nobody has signed in yet. */
  readonly refreshToken: string | null;
}

const LONGEST_KEY_FILE = 10_000;
const LONGEST_TOKEN = 8_000;

export const googleDescriptor: ProviderDescriptor = {
  type: 'google_workspace',
  channel: 'email',
  label: 'Google Workspace',
  description:
    'Sends through the Gmail API from one mailbox. Sign in with it, or let a service account act for it that an administrator has given domain-wide delegation.',
  fields: [
    {
      key: 'mailbox',
      label: 'Mailbox',
      kind: 'text',
      required: true,
      secret: false,
      help: 'The address that sends. Google lets a mailbox send 2,000 messages a day (500 in a trial) and about 130 a minute: enter that as the limits of this sender. Gmail replaces any other sender address unless the mailbox has it under “Send mail as”.',
      check: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : 'Enter the address of the mailbox, for example ada@example.com.'),
    },
    {
      key: 'access',
      label: 'Access',
      kind: 'select',
      required: false,
      secret: false,
      default: 'serviceAccount',
      options: [
        { value: 'serviceAccount', label: 'Service account' },
        { value: 'signIn', label: 'Sign in with Google' },
      ],
      help: 'A service account is set up once by an administrator and needs nobody to sign in. Signing in needs no administrator, and ends when the owner of the mailbox withdraws it.',
    },
    {
      key: 'oauthClientId',
      label: 'Client ID',
      kind: 'text',
      required: true,
      secret: false,
      onlyWhen: { key: 'access', is: 'signIn' },
      help: 'In Google Cloud, enable the Gmail API and create an OAuth client of the type “Web application”. Its client ID ends in .apps.googleusercontent.com.',
    },
    {
      key: 'oauthClientSecret',
      label: 'Client secret',
      kind: 'password',
      required: true,
      secret: true,
      boundTo: ['oauthClientId'],
      onlyWhen: { key: 'access', is: 'signIn' },
      help: 'On the same page.',
    },
    {
      key: 'refreshToken',
      label: 'Sign-in',
      kind: 'password',
      required: false,
      secret: true,
      isGranted: true,
      boundTo: ['mailbox', 'oauthClientId'],
      maxLength: LONGEST_TOKEN,
      onlyWhen: { key: 'access', is: 'signIn' },
      help: 'Sign in with this mailbox, and allow Rapport to write, send and read its messages.',
    },
    {
      key: 'serviceAccountKey',
      label: 'Service account key',
      kind: 'password',
      required: true,
      secret: true,
      onlyWhen: { key: 'access', is: 'serviceAccount' },
      boundTo: ['mailbox'],
      maxLength: LONGEST_KEY_FILE,
      isMultiline: true,
      help: `The content of the JSON file that Google Cloud made with the key. In the Google admin console under Security, API controls, Domain-wide delegation, allow its client ID these scopes: ${GOOGLE_SCOPES.join(', ')}.`,
      check: problemOfKeyFile,
    },
  ],
};

/** From checked values (see checkConfig) to the typed settings. */
export function googleConfigOf(values: ConfigValues): GoogleConfig {
  const mailbox = String(values.mailbox).trim();
  if (values.access === 'signIn') {
    const { oauthClientId, oauthClientSecret, refreshToken } = values;
    const clientId = String(oauthClientId).trim();
    const clientSecret = String(oauthClientSecret).trim();
    return { mailbox, clientEmail: '', privateKey: '', consent: { clientId, clientSecret, refreshToken: textOf(refreshToken) } };
  }
  const file = parseKeyFile(String(values.serviceAccountKey)) ?? {};
  return {
    mailbox,
    clientEmail: textOf(file['client_email']) ?? '',
    privateKey: textOf(file['private_key']) ?? '',
  };
}

function problemOfKeyFile(text: string): string | null {
  const file = parseKeyFile(text);
  if (!file) return 'This is not the JSON file of a service account key. Paste all of it, from { to }.';
  if (textOf(file['client_email']) === null)
    return 'The file has no client_email. Make a key of a service account in Google Cloud, in JSON, and paste that file.';
  const key = textOf(file['private_key']);
  if (key === null) return 'The file has no private_key. Make a key of a service account in Google Cloud, in JSON, and paste that file.';
  try {
    if (createPrivateKey(key).asymmetricKeyType === 'rsa') return null;
  } catch {
    // Said below: the library's words may hold parts of the key.
  }
  return 'The private_key in the file cannot be read. Paste the file again as it was downloaded, or make a new key.';
}

function parseKeyFile(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const file: unknown = JSON.parse(text);
    return typeof file === 'object' && file !== null && !Array.isArray(file) ? (file as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
