import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';

const LONGEST_LINE = 76;
/** Names and domains of a campaign are few; what is different for each message is not kept. */
const MOST_KEPT = 500;

/** ASCII without a sign that could be read as the beginning of an encoded word, and no blank that folding could lose. */
const PLAIN_VALUE = /^[!-~]+(?: [!-~]+)*$/;
/** What needs no quotes as a name. */
const PLAIN_NAME = /^\w+(?: \w+)*$/;
const PLAIN_LOCAL = /^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@/;

const names = new Map<string, string>();

/** One field as it travels, folded and encoded by nodemailer; one that needs neither is written here, as nodemailer would. */
export function textField(name: string, value: string): string {
  const written = fieldName(name);
  if (!PLAIN_VALUE.test(value) || value.includes('=?')) return byNode(name, value);
  const field = `${written}: ${value}`;
  return field.length < LONGEST_LINE ? field : foldLines(field, LONGEST_LINE);
}

/** `address` as the envelope takes it; the domain in ASCII. */
export function addressField(name: 'From' | 'To' | 'Reply-To', box: { readonly name: string; readonly address: string }): string {
  const isPlain = PLAIN_LOCAL.test(box.address) && (box.name === '' || PLAIN_NAME.test(box.name));
  const field = box.name === '' ? `${name}: ${box.address}` : `${name}: ${box.name} <${box.address}>`;
  return isPlain && field.length < LONGEST_LINE ? field : byNode(name, { ...box });
}

/** As nodemailer writes it: `X-Rapport-ID`. */
function fieldName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const field = byNode(name, 'x');
  const written = field.slice(0, field.indexOf(':'));
  if (names.size >= MOST_KEPT) names.clear();
  names.set(name, written);
  return written;
}

function byNode(name: string, value: string | { name: string; address: string }): string {
  const node = new MimeNode('text/plain', { disableFileAccess: true });
  node.addHeader(name, value);
  const [field = ''] = node
    .buildHeaders()
    .split(/\r\n(?![ \t])/)
    .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return field;
}
