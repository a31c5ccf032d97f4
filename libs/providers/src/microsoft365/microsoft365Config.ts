import type { ConfigValues, ProviderDescriptor } from '../contracts/ProviderDescriptor.js';

export interface Microsoft365Config {
  /** The user principal name of the mailbox that sends. */
  readonly mailbox: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** In place of the app's own right to every mailbox: what the mailbox allowed the app when it signed in. */
  readonly consent?: {
    /** Null: nobody has signed in yet. */
    readonly refreshToken: string | null;
  };
}

const LONGEST_TOKEN = 8_000;

export const microsoft365Descriptor: ProviderDescriptor = {
  type: 'microsoft_365',
  channel: 'email',
  label: 'Microsoft 365',
  description:
    'Sends from a mailbox of Microsoft 365. You need an app in Microsoft Entra: sign in to it with the mailbox, or let an administrator grant it the application permissions Mail.ReadWrite and Mail.Send.',
  fields: [
    {
      key: 'mailbox',
      label: 'Mailbox',
      kind: 'text',
      required: true,
      secret: false,
      help: 'The user name of the mailbox that sends, for example news@example.com. Sender addresses of campaigns have to belong to it. Microsoft lets it send 30 messages a minute and to 10,000 recipients a day: enter that as the limits of this sender.',
    },
    {
      key: 'access',
      label: 'Access',
      kind: 'select',
      required: false,
      secret: false,
      default: 'app',
      options: [
        { value: 'app', label: 'As the app' },
        { value: 'signIn', label: 'Sign in with Microsoft' },
      ],
      help: 'As the app, it is set up once by an administrator and needs nobody to sign in. Signing in needs the delegated permissions Mail.ReadWrite and Mail.Send, and ends when the owner of the mailbox withdraws it.',
    },
    {
      key: 'tenantId',
      label: 'Tenant ID',
      kind: 'text',
      required: true,
      secret: false,
      help: 'Directory (tenant) ID, in Microsoft Entra on the overview of the app.',
    },
    {
      key: 'clientId',
      label: 'Client ID',
      kind: 'text',
      required: true,
      secret: false,
      help: 'Application (client) ID, on the same page.',
    },
    {
      key: 'clientSecret',
      label: 'Client secret',
      kind: 'password',
      required: true,
      secret: true,
      boundTo: ['tenantId', 'clientId'],
      help: 'The value of a client secret of the app, not its ID. It expires: note when.',
    },
    {
      key: 'refreshToken',
      label: 'Sign-in',
      kind: 'password',
      required: false,
      secret: true,
      isGranted: true,
      boundTo: ['mailbox', 'tenantId', 'clientId'],
      maxLength: LONGEST_TOKEN,
      onlyWhen: { key: 'access', is: 'signIn' },
      help: 'Sign in with this mailbox, and allow Rapport to write, send and read its messages.',
    },
  ],
};

/** From checked values (see checkConfig) to the typed settings. */
export function microsoft365ConfigOf(values: ConfigValues): Microsoft365Config {
  return {
    mailbox: String(values.mailbox).trim(),
    tenantId: String(values.tenantId).trim(),
    clientId: String(values.clientId).trim(),
    clientSecret: String(values.clientSecret).trim(),
    ...(values.access === 'signIn' && { consent: { refreshToken: typeof values.refreshToken === 'string' ? values.refreshToken : null } }),
  };
}
