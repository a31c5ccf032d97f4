import { createReadStream } from 'node:fs';
import { decodeText, skipText } from './decodeText.js';
import { RecordSplitter, START } from './RecordSplitter.js';
import { RowReader } from './RowReader.js';
export const FROM_THE_START = {
    ...START,
    rows: 0,
    hasSeenHeader: false
};
/** Bytes read at a time: about 1,000 usual rows, a few milliseconds of work. */ const CHUNK_BYTES = 64 * 1024;
/** Reads a file from a checkpoint on, a batch for each piece read. Memory does not grow with the file. */ export async function* readBatches(path, format, from = FROM_THE_START) {
    const splitter = new RecordSplitter(format.delimiter, from);
    const reader = new RowReader(format, from);
    const bytes = createReadStream(path, {
        highWaterMark: CHUNK_BYTES
    });
    let bytesRead = 0;
    const batch = (records)=>({
            ...reader.read(records),
            checkpoint: {
                ...splitter.position,
                ...reader.count
            },
            bytesRead
        });
    for await (const chunk of skipText(decodeText(bytes, format.encoding), from.offset)){
        bytesRead = chunk.bytesRead;
        yield batch(splitter.push(chunk.text));
    }
    yield batch(splitter.end());
}
