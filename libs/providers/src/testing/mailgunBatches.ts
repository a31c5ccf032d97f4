import { randomBytes } from 'node:crypto';
import MimeNode from 'nodemailer/lib/mime-node';

/** What this machine of Mailgun is set to. */
interface Settings {
  readonly domain: string;
  readonly keepsOwnIds: boolean;
  readonly badAddresses: ReadonlySet<string>;
}

interface Arrival {
  readonly raw: Buffer;
  readonly to: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly at: Date;
}

type Taken = { readonly status: number; readonly refusal: string } | { readonly id: string; readonly arrivals: readonly Arrival[] };

type Variables = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const MOST_RECIPIENTS = 1_000;
const AT_MOST = 26_214_400;

export function isAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);
}

/** One call for many: one bad address and it is refused for all, else a message for each recipient, with the own values of each. */
export function takeBatch(fields: ReadonlyMap<string, unknown>, settings: Settings): Taken {
  const texts = new Map([...fields].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const recipients = [fields.get('to')].flat().filter((to) => typeof to === 'string');
  const bytes = [...fields.values()].flat().reduce<number>((sum, value) => sum + Buffer.byteLength(String(value)), 0);
  if (bytes > AT_MOST) return refused('Request Entity Too Large', 413);
  if (recipients.length === 0) return refused('to parameter is missing');
  if (recipients.length > MOST_RECIPIENTS) return refused('Too many recipients: at most 1,000 are allowed');
  for (const name of ['from', 'subject']) if (!texts.get(name)) return refused(`${name} parameter is missing`);
  if (!texts.get('text') && !texts.get('html')) return refused("Need at least one of 'text' or 'html' parameters specified");
  const mailboxes = recipients.map(readMailbox);
  if (mailboxes.some(({ address }) => !isAddress(address) || settings.badAddresses.has(address)))
    return refused("'to' parameter is not a valid address. please check documentation");
  const variables = readVariables(texts.get('recipient-variables'));
  // Without them every recipient would see the addresses of all others: no product of ours may ask for that.
  if (variables === null || recipients.length > Object.keys(variables).length)
    return refused("'recipient-variables' parameter is not valid JSON for every recipient");
  const id = `<${randomBytes(8).toString('hex')}@${settings.domain}>`;
  // Duplicate addresses are ignored, as the vendor's document says.
  const once = new Map(mailboxes.map((mailbox) => [mailbox.address.toLowerCase(), mailbox]));
  const arrivals = [...once.values()].map((mailbox) =>
    arrivalOf(mailbox, texts, { own: variables[mailbox.address] ?? {}, id, ...settings }),
  );
  return { id, arrivals };
}

function arrivalOf(
  { text, address }: Mailbox,
  texts: ReadonlyMap<string, string>,
  { own, id: callId, domain, keepsOwnIds }: { own: Readonly<Record<string, unknown>>; id: string; domain: string; keepsOwnIds: boolean },
): Arrival {
  const fill = (value: string): string =>
    value.replace(
      /%recipient\.([\w-]+)%|%(recipient|recipient_email|unsubscribe_url|tag_unsubscribe_url|mailing_list_unsubscribe_url|unsubscribe_email)%/g,
      (all, name: string | undefined, builtIn: string | undefined) =>
        name === undefined ? (builtIn?.startsWith('recipient') ? address : `https://unsubscribe.${domain}/u`) : String(own[name] ?? all),
    );
  const filled = Object.fromEntries(
    [...texts].filter(([name]) => name !== 'recipient-variables').map(([name, value]) => [name, fill(value)]),
  );
  const under = (prefix: string): [string, string][] =>
    Object.entries(filled).flatMap(([name, value]): [string, string][] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    );
  const headers = under('h:').filter(([name]) => keepsOwnIds || name.toLowerCase() !== 'message-id');
  const ownId = headers.find(([name]) => name.toLowerCase() === 'message-id')?.[1];
  const raw = mimeOf(
    [
      ['From', filled['from'] ?? ''],
      ['To', text],
      ['Subject', filled['subject'] ?? ''],
      ...(ownId ? [] : [['Message-Id', callId] as [string, string]]),
      ...headers,
    ],
    filled,
  );
  return { raw, to: address, id: ownId ?? callId, fields: filled, variables: Object.fromEntries(under('v:')), at: new Date() };
}

function mimeOf(headers: readonly (readonly [string, string])[], { text, html }: Readonly<Record<string, string>>): Buffer {
  const root = new MimeNode('multipart/alternative');
  for (const [key, value] of headers) root.setHeader(key, value);
  const head = root.buildHeaders();
  const boundary = String(root.boundary);
  const part = (type: string, content: string): string =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content)
      .toString('base64')
      .replace(/.{76}(?=.)/g, '$&\r\n')}\r\n`;
  const parts = `${text === undefined ? '' : part('text/plain', text)}${html === undefined ? '' : part('text/html', html)}`;
  return Buffer.from(`${head}\r\n\r\n${parts}--${boundary}--\r\n`);
}

interface Mailbox {
  /** With the name, as it is shown. */
  readonly text: string;
  readonly address: string;
}

function readMailbox(text: string): Mailbox {
  return { text, address: /^.*<([^<>]*)>$/s.exec(text)?.[1] ?? text };
}

function readVariables(json: string | undefined): Variables | null {
  try {
    return json === undefined ? null : (JSON.parse(json) as Variables);
  } catch {
    return null;
  }
}

function refused(refusal: string, status = 400): Taken {
  return { status, refusal };
}
