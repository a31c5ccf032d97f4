import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { OutgoingEmail } from '../contracts/OutgoingEmail.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { asciiDomainOf } from '../mime/asciiDomain.js';
import { composeMime } from '../mime/composeMime.js';
import { bodyHash } from './bodyHash.js';
import { type SigningKey, signingKeyFor } from './SigningKey.js';

/**
 * Each is signed once more often than it is there: whoever adds one on the way breaks the signature. One-click unsubscribing needs the last
 * two covered (RFC 8058).
 */
const SIGNED = [
  'From',
  'Subject',
  'To',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Reply-To',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
];
const END_OF_HEAD = '\r\n\r\n';

interface OpenKey {
  readonly domain: string;
  readonly selector: string;
  readonly key: KeyObject;
}

/**
 * Builds messages as they travel, signed (DKIM, rsa-sha256, relaxed/relaxed) where there is a key for the domain of the sender address. The
 * signature is made on a thread.
 */
export class MessageSigner {
  private readonly keys: readonly OpenKey[];

  /** @throws when a key cannot be read. */
  constructor(keys: readonly SigningKey[]) {
    this.keys = keys.map(({ domain, selector, privateKey }) => ({ domain, selector, key: createPrivateKey(privateKey) }));
  }

  /** Rejects with a ProviderError; never answers a message without the signature that it should have. */
  async compose(email: OutgoingEmail): Promise<Buffer> {
    const mime = composeMime(email);
    const key = signingKeyFor(this.keys, asciiDomainOf(email.from.address));
    if (!key) return mime;
    try {
      return Buffer.concat([Buffer.from(await signatureOf(mime, key), 'latin1'), mime]);
    } catch {
      throw new ProviderError({
        kind: 'rejected',
        scope: 'ours',
        step: 'data',
        message: `The message could not be signed for ${key.domain}. Make a new signing key in the sender settings.`,
      });
    }
  }
}

async function signatureOf(mime: Buffer, { domain, selector, key }: OpenKey): Promise<string> {
  const end = mime.indexOf(END_OF_HEAD);
  // One character for each byte: headers may hold UTF-8 (SMTPUTF8).
  const fields = fieldsOf(mime.toString('latin1', 0, end));
  const names = SIGNED.flatMap((name) => Array.from({ length: (fields.get(name.toLowerCase())?.length ?? 0) + 1 }, () => name));
  const lines = SIGNED.flatMap((name) => (fields.get(name.toLowerCase()) ?? []).map((line) => `${line}\r\n`));
  const hash = await bodyHash(mime.subarray(end + END_OF_HEAD.length));
  const unsigned = [
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;',
    `d=${domain}; s=${selector};`,
    `h=${names.join(':').replace(/(.{50,}?:)/g, '$1\r\n\t ')};`,
    `bh=${hash};`,
    'b=',
  ].join('\r\n\t');
  const data = Buffer.from(`${lines.join('')}${relaxed(unsigned)}`, 'latin1');
  const signature = await promisify(sign)('sha256', data, key);
  return `${unsigned}${signature.toString('base64').replace(/.{72}(?=.)/g, '$&\r\n\t ')}\r\n`;
}

/** In their relaxed form, by name in lower case, the last one first: in this order they are signed (RFC 6376 section 5.4.2). */
function fieldsOf(head: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const field of head.split(/\r\n(?![ \t])/)) {
    const line = relaxed(field);
    const name = line.slice(0, line.indexOf(':'));
    fields.set(name, [line, ...(fields.get(name) ?? [])]);
  }
  return fields;
}

/** RFC 6376 section 3.4.2. */
function relaxed(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}
