import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Shorter answers, nearly all, are kept as they are. */
const COMPRESSED_FROM = 4 * 1024;
/** So much of the database one repeatable request may take for a day. Mail of a megabyte shrinks below it; what does not is not kept. */
export const LONGEST_PACKED = 128 * 1024;
/** What no JSON begins with. */
const COMPRESSED = 'gz:';

/** An answer as it is stored; null when it is too large to be. */
export async function packAnswer(body: unknown): Promise<string | null> {
  const text = JSON.stringify(body);
  if (text.length <= COMPRESSED_FROM) return text;
  const packed = COMPRESSED + (await compress(text)).toString('base64');
  return packed.length <= LONGEST_PACKED ? packed : null;
}

export async function unpackAnswer(packed: string): Promise<unknown> {
  if (!packed.startsWith(COMPRESSED)) return JSON.parse(packed);
  return JSON.parse((await expand(Buffer.from(packed.slice(COMPRESSED.length), 'base64'))).toString('utf8'));
}
