import { decodeRecords } from './decodeRecords.js';
import { decodeSample } from './decodeText.js';
import { detectDelimiter, sampleRecords } from './detectDelimiter.js';
import { detectEncoding } from './detectEncoding.js';
/** Bytes looked at before an import starts. */ export const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_ROWS = 200;
/** The beginning of a file as a table. */ export function inspectSample(input) {
    const encoding = input.encoding ?? detectEncoding(input.bytes, input.isWholeFile);
    const text = decodeSample(input.bytes, encoding);
    const delimiter = input.delimiter ?? detectDelimiter(text);
    const records = sampleRecords(text, delimiter, input.isWholeFile).filter(({ text: line, line: number })=>line.trim() !== '' && !(number === 1 && /^sep=.$/i.test(line))).slice(0, SAMPLE_ROWS + 1);
    const rows = decodeRecords(records, delimiter, 0).filter((cells)=>cells !== null && cells.some((cell)=>cell.trim() !== ''));
    return {
        encoding,
        delimiter,
        rows
    };
}
/** How many columns the file has: the header's, or without one the widest of the usual rows. */ export function tableWidth(rows, hasHeader) {
    if (hasHeader) return rows[0]?.length ?? 0;
    const counts = new Map();
    for (const row of rows)counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    const enough = rows.length * 0.1;
    return Math.max(0, ...[
        ...counts
    ].filter(([, count])=>count >= enough).map(([width])=>width));
}
