import type { Mailbox, SmtpConfig } from '@rapport/providers';

/** How the installation itself sends mail. `smtp` null: into the built-in mailbox. */
export interface SystemMailConfig {
  readonly smtp: SmtpConfig | null;
  readonly from: Mailbox;
}

const CONNECTIONS = 2;
const MAILBOX_ONLY: Mailbox = { name: 'Rapport', address: 'rapport@localhost.localdomain' };

/** Reads SYSTEM_SMTP_URL and SYSTEM_MAIL_FROM; what is wrong with them is added to `problems`. */
export function readSystemMail(url: string | undefined, from: string | undefined, problems: string[]): SystemMailConfig {
  const smtp = url === undefined ? null : smtpOf(url, problems);
  const sender = from === undefined ? null : mailboxOf(from, problems);
  if (url !== undefined && from === undefined)
    problems.push(
      'SYSTEM_SMTP_URL needs SYSTEM_MAIL_FROM: the address that system mail comes from, such as "Rapport <rapport@example.com>".',
    );
  return { smtp, from: sender ?? MAILBOX_ONLY };
}

/** `smtp://` demands STARTTLS, `smtps://` is TLS from the start; `?security=none` is for a relay in one's own network. */
function smtpOf(text: string, problems: string[]): SmtpConfig | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const security = url?.searchParams.get('security') ?? (url?.protocol === 'smtps:' ? 'tls' : 'starttls');
  const isRight = url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^(none|starttls|tls)$/.test(security);
  if (!isRight) {
    // The value holds a password, so it is not repeated.
    problems.push(
      'SYSTEM_SMTP_URL must look like smtp://user:password@mail.example.com:587 or smtps://…:465 (special characters in the password percent-encoded; ?security=none for a relay without encryption).',
    );
    return null;
  }
  return {
    host: url.hostname,
    port: url.port === '' ? (security === 'tls' ? 465 : 587) : Number(url.port),
    security: security as SmtpConfig['security'],
    user: url.username === '' ? null : decoded(url.username),
    password: url.password === '' ? null : decoded(url.password),
    acceptAnyCertificate: false,
    connections: CONNECTIONS,
  };
}

function mailboxOf(text: string, problems: string[]): Mailbox | null {
  const [, name, bracketed, bare] = /^(?:\s*"?([^"<>]*?)"?\s*<([^\s<>@]+@[^\s<>@]+)>\s*|\s*([^\s<>@]+@[^\s<>@]+)\s*)$/.exec(text) ?? [];
  const address = bracketed ?? bare;
  if (address === undefined) {
    problems.push('SYSTEM_MAIL_FROM must be an address such as rapport@example.com or "Rapport <rapport@example.com>".');
    return null;
  }
  return { name: name || null, address };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
