import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { MailHeader } from '@rapport/providers';

/** What is kept of a sent message beside its addresses and subject. */
export interface SentContent {
  readonly html: string;
  readonly text: string;
  readonly headers: readonly MailHeader[];
}

/** Room for what is usually left of a message: more is had when it is needed, and the usual 16 kB cost a new piece of memory each time. */
const CHUNK_BYTES = 2_048;

/**
 * Messages of one campaign differ in a few words, so each is deflated against another message of the campaign as a preset
 * dictionary: 250 bytes instead of 2 kB for a usual newsletter, which is the difference between 250 MB and 2 GB at a million.
 */
export function packContent(content: SentContent, dictionary: Buffer): Buffer {
  return deflateRawSync(serialize(content), { level: 4, dictionary, chunkSize: CHUNK_BYTES });
}

export function unpackContent(packed: Buffer, dictionary: Buffer): SentContent {
  const [html, text, headers] = JSON.parse(inflateRawSync(packed, { dictionary }).toString('utf8')) as [string, string, [string, string][]];
  return { html, text, headers: headers.map(([name, value]) => ({ name, value })) };
}

/** The window of deflate is 32 kB; more would never be looked at. Its end is what counts most. */
export function dictionaryOf(content: SentContent): Buffer {
  return serialize(content).subarray(-32_000);
}

function serialize({ html, text, headers }: SentContent): Buffer {
  return Buffer.from(JSON.stringify([html, text, headers.map(({ name, value }) => [name, value])]), 'utf8');
}
