import { ProviderError } from '../contracts/ProviderError.js';
import type { Mailbox, OutgoingEmail } from '../contracts/OutgoingEmail.js';
import { envelopeAddress, needsUtf8 } from '../mime/composeMime.js';
import { type Shared, sharedBody, sharedLine } from './sharedParts.js';
import { sharedPieces } from './sharedPieces.js';

/** As many as Mailgun takes with one call. */
export const MOST_RECIPIENTS = 1_000;
/** Mailgun takes 25 MB. A call of these many bytes also arrives in time over a slow line. */
const MOST_BYTES = 10 * 1024 * 1024;
/** Under this name Mailgun tells our Message-ID, without its brackets, with everything that it reports about a message of a batch. */
export const OWN_ID = 'rapport-message-id';

/** The parameters of one call. */
export type BatchForm = Readonly<Record<string, string | readonly string[]>>;

/**
 * Whatever Mailgun would put something else in place of: %recipient.name%, %recipient_email%, %unsubscribe_url%, %tag_unsubscribe_url%,
 * %mailing_list_unsubscribe_url%, %unsubscribe_email%. And whatever looks like it: the list is Mailgun's, and may grow.
 */
const PLACEHOLDER = /%(?:recipient|unsubscribe|tag_|mailing_list|list_)|%[a-z][a-z0-9]*[_.][a-z0-9_.]*%/i;
/** In a name these could be read as the end of an address. */
const STRUCTURE = /["\\(),:;<>@[\]]/;
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;
/** Half a character: what travels as UTF-8 cannot hold it. Read by characters, so only halves alone are found. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const MESSAGE_ID = /^<[\u0021-\u003b\u003d\u003f\u0041-\u007e]+@[\u0021-\u003b\u003d\u003f\u0041-\u007e]+>$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
const PRINTABLE = /^[\u0020-\u007e]*$/;

/**
 * Groups of messages, each for one call: same sender, same kinds of headers, and no address twice, in whatever case it is written. Messages
 * that a batch could change go alone, as finished MIME: those with something that Mailgun replaces, files, or anything unusual in a header.
 */
export function batchesOf<T extends { readonly email: OutgoingEmail }>(entries: readonly T[]): { groups: T[][]; alone: T[] } {
  const groups: T[][] = [];
  const alone: T[] = [];
  const open = new Map<string, { readonly entries: T[]; readonly addresses: Set<string> }[]>();
  for (const entry of entries) {
    if (!mayGoTogether(entry.email)) {
      alone.push(entry);
      continue;
    }
    const address = entry.email.to.address.toLowerCase();
    const alike = listIn(open, likenessOf(entry.email));
    let group = alike.find(({ entries, addresses }) => entries.length < MOST_RECIPIENTS && !addresses.has(address));
    if (!group) {
      group = { entries: [], addresses: new Set() };
      alike.push(group);
      groups.push(group.entries);
    }
    group.entries.push(entry);
    group.addresses.add(address);
  }
  return { groups, alone };
}

/** What one call says. Null: more bytes than one call may have. */
export function batchForm(emails: readonly OutgoingEmail[]): BatchForm | null {
  const [first] = emails;
  if (!first) return null;
  const variables = emails.map((email): Record<string, string> => ({ mid: ownIdOf(email.messageId) }));
  const constantOf = ({ constant, variables: own }: Shared): string => {
    for (const [name, values] of own) values.forEach((value, index) => ((variables[index] as Record<string, string>)[name] = value));
    return constant;
  };
  const line = (name: string, valueOf: (email: OutgoingEmail) => string): string => constantOf(sharedLine(name, emails.map(valueOf)));
  const body = (name: 'html' | 'text'): string =>
    constantOf(
      sharedPieces(
        name,
        emails.map(({ pieces }) => pieces?.[name]),
      ) ??
        sharedBody(
          name,
          emails.map((email) => email[name].replace(/\r\n|\r|\n/g, '\r\n')),
        ),
    );
  const form: Record<string, string | readonly string[]> = {
    from: mailbox(first.from),
    to: emails.map(({ to }) => mailbox(to)),
    subject: line('subject', ({ subject }) => subject),
    text: body('text'),
    html: body('html'),
    ...(first.replyTo ? { 'h:Reply-To': mailbox(first.replyTo) } : {}),
    'h:Message-Id': '<%recipient.mid%>',
    [`v:${OWN_ID}`]: '%recipient.mid%',
    'o:tracking': 'no',
    'o:tracking-opens': 'no',
    'o:tracking-clicks': 'no',
  };
  first.headers.forEach(({ name }, index) => {
    form[`h:${name}`] = line(`h${index}`, ({ headers }) => headers[index]?.value ?? '');
  });
  const addresses = emails.map(({ to }) => envelopeAddress(to.address));
  form['recipient-variables'] = JSON.stringify(Object.fromEntries(addresses.map((address, index) => [address, variables[index]])));
  return bytesOf(form) > MOST_BYTES ? null : form;
}

/** The Message-ID as Mailgun writes it down. */
export function ownIdOf(messageId: string): string {
  return messageId.replace(/^<|>$/g, '');
}

function mayGoTogether(email: OutgoingEmail): boolean {
  const { from, to, replyTo, subject, html, text, headers, messageId, attachments = [] } = email;
  const names = headers.map(({ name }) => name.toLowerCase());
  const isUsual =
    attachments.length === 0 &&
    subject !== '' &&
    html !== '' &&
    text !== '' &&
    !needsUtf8(email) &&
    MESSAGE_ID.test(messageId) &&
    !CONTROL.test(subject) &&
    [from, to, ...(replyTo ? [replyTo] : [])].every(isUsualMailbox) &&
    (!replyTo?.name || PRINTABLE.test(replyTo.name)) &&
    new Set(names).size === names.length &&
    headers.every(({ name, value }) => HEADER_NAME.test(name) && value !== '' && PRINTABLE.test(value) && !TAKEN.has(name.toLowerCase()));
  if (!isUsual) return false;
  return [subject, html, text, from.name, to.name, to.address, replyTo?.name, ...headers.map(({ value }) => value)].every(
    (part) => !part || !(PLACEHOLDER.test(part) || LONE_SURROGATE.test(part)),
  );
}

/** What the call itself says. */
const TAKEN = new Set(['from', 'to', 'cc', 'bcc', 'subject', 'reply-to', 'message-id', 'date', 'mime-version', 'content-type']);

function isUsualMailbox({ name, address }: Mailbox): boolean {
  if (name !== null && (STRUCTURE.test(name) || CONTROL.test(name))) return false;
  try {
    return envelopeAddress(address) !== '';
  } catch (error) {
    // Alone it is refused with the reason.
    if (error instanceof ProviderError) return false;
    throw error;
  }
}

function mailbox({ name, address }: Mailbox): string {
  const own = envelopeAddress(address);
  return name === null || name.trim() === '' ? own : `"${name.trim()}" <${own}>`;
}

function likenessOf({ from, replyTo, headers }: OutgoingEmail): string {
  return JSON.stringify([from, replyTo, headers.map(({ name }) => name)]);
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key) ?? [];
  lists.set(key, known);
  return known;
}

function bytesOf(form: BatchForm): number {
  return Object.values(form)
    .flat()
    .reduce((sum, value) => sum + Buffer.byteLength(value), 0);
}
