import iconv from 'iconv-lite';
import type { Encoding } from './detectEncoding.js';

/** A piece of decoded text and how many bytes of the file have been read so far. */
export interface TextChunk {
  readonly text: string;
  readonly bytesRead: number;
}

/**
 * Turns bytes into text piece by piece. A character cut in two by a chunk border comes out whole; a byte-order mark is dropped;
 * bytes that are no character come out as U+FFFD, so that the row they stand in can be reported.
 */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<TextChunk> {
  const decoder = iconv.getDecoder(encoding);
  let bytesRead = 0;
  for await (const chunk of bytes) {
    bytesRead += chunk.length;
    yield { text: decoder.write(chunk), bytesRead };
  }
  const rest = decoder.end();
  if (rest) yield { text: rest, bytesRead };
}

/** Leaves out the first `count` UTF-16 units of the text: how a reader goes on where an earlier one stopped. */
export async function* skipText(chunks: AsyncIterable<TextChunk>, count: number): AsyncGenerator<TextChunk> {
  let left = count;
  for await (const chunk of chunks) {
    if (left >= chunk.text.length) {
      left -= chunk.text.length;
      continue;
    }
    yield left > 0 ? { ...chunk, text: chunk.text.slice(left) } : chunk;
    left = 0;
  }
}
