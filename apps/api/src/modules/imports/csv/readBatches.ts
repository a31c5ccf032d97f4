import type { Readable } from 'node:stream';
import { type Checkpoint, FROM_THE_START, type RowBatch, type TextFormat } from '../running/RowBatch.js';
import { decodeText, skipText } from './decodeText.js';
import { RecordSplitter, type RawRecord } from './RecordSplitter.js';
import { RowReader } from './RowReader.js';

/**
 * Reads a file from a checkpoint on, a batch for each piece of the stream. Memory does not grow with the file. The stream begins with the
 * first byte whatever the checkpoint: that counts characters, and where one begins is known only by decoding those before it.
 */
export async function* readBatches(bytes: Readable, format: TextFormat, from: Checkpoint = FROM_THE_START): AsyncGenerator<RowBatch> {
  const splitter = new RecordSplitter(format.delimiter, from, format.hasBackslashes);
  const reader = new RowReader(format, from);
  let start = from;
  let bytesRead = 0;
  const nextBatch = (records: readonly RawRecord[]): RowBatch => {
    const batch = { ...reader.read(records), start, checkpoint: { ...splitter.position, ...reader.count }, bytesRead };
    start = batch.checkpoint;
    return batch;
  };
  for await (const chunk of skipText(decodeText(bytes, format.encoding), from.offset)) {
    bytesRead = chunk.bytesRead;
    yield nextBatch(splitter.push(chunk.text));
  }
  yield nextBatch(splitter.end());
}
