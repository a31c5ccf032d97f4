import { decodeRecords } from './decodeRecords.js';
import { MAX_RAW_LENGTH, MAX_ROW_LENGTH } from './RecordSplitter.js';
/** Longest cell (UTF-16 units, close to 64 KiB of text). */ export const MAX_CELL_LENGTH = 64 * 1024;
/** Turns records into rows of the right width. Every record that is not blank comes out: as a row, or as a reject with its reason. */ export class RowReader {
    constructor(options, from = {
        rows: 0,
        hasSeenHeader: false
    }){
        this.options = options;
        this.rows = from.rows;
        this.hasSeenHeader = from.hasSeenHeader || !options.header;
        this.firstName = normalName(options.header?.[0]);
    }
    get count() {
        return {
            rows: this.rows,
            hasSeenHeader: this.hasSeenHeader
        };
    }
    read(records) {
        const { delimiter, columns } = this.options;
        const decoded = decodeRecords(records, delimiter, columns.length);
        const rows = [];
        const rejects = [];
        for(let i = 0; i < records.length; i += 1){
            const record = records[i];
            if (!record || isNoRow(record, delimiter)) continue;
            const result = this.readOne(record, decoded[i] ?? null);
            if (!result) continue;
            if ('code' in result) rejects.push(result);
            else rows.push(result);
        }
        return {
            rows,
            rejects
        };
    }
    readOne(record, cells) {
        if (cells && isBlank(cells)) return null;
        if (!this.hasSeenHeader) {
            this.hasSeenHeader = true;
            return null;
        }
        this.rows += 1;
        const problem = this.problemOf(record, cells);
        const place = {
            line: record.line,
            rowNumber: this.rows
        };
        if (problem || !cells) return {
            ...place,
            column: null,
            ...problem ?? UNREADABLE,
            raw: cutRaw(record.text)
        };
        return {
            ...place,
            cells: this.fit(cells),
            raw: record.text
        };
    }
    problemOf(record, cells) {
        const { columns } = this.options;
        if (record.shape === 'unclosed') return UNCLOSED;
        if (record.shape === 'endless' || record.text.length > MAX_ROW_LENGTH) return TOO_LONG;
        if (!cells) return record.text.includes('"') ? UNCLOSED_OR_LOOSE : UNREADABLE;
        if (record.isDoubtful && cells.length !== columns.length) return INSIDE_UNCLOSED;
        const long = record.text.length > MAX_CELL_LENGTH ? cells.findIndex((cell)=>cell.length > MAX_CELL_LENGTH) : -1;
        if (long !== -1) return {
            ...CELL_TOO_LONG,
            column: columns[long] ?? null
        };
        if (cells.length > columns.length && cells.slice(columns.length).some((cell)=>cell.trim() !== '')) return tooManyCells(cells.length, columns.length);
        if (this.isHeader(cells)) return REPEATED_HEADER;
        return null;
    }
    isHeader(cells) {
        const { header } = this.options;
        if (!header || normalName(cells[0]) !== this.firstName) return false;
        return cells.length === header.length && cells.every((cell, i)=>normalName(cell) === normalName(header[i]));
    }
    /** Spreadsheets leave out empty cells at the end of a row, or add some. */ fit(cells) {
        const width = this.options.columns.length;
        if (cells.length === width) return cells;
        if (cells.length > width) return cells.slice(0, width);
        return [
            ...cells,
            ...new Array(width - cells.length).fill('')
        ];
    }
}
/** At most 2,048 characters of a row, never half of a surrogate pair. */ export function cutRaw(text) {
    if (text.length <= MAX_RAW_LENGTH) return text;
    const last = text.charCodeAt(MAX_RAW_LENGTH - 2);
    const isHalf = last >= 0xd800 && last <= 0xdbff;
    return `${text.slice(0, MAX_RAW_LENGTH - (isHalf ? 2 : 1))}…`;
}
const UNCLOSED = {
    code: 'row.unclosedQuote',
    reason: 'A quotation mark is opened in this row and never properly closed. Close it, or remove it, and import the row again.'
};
const UNCLOSED_OR_LOOSE = {
    code: 'row.brokenQuotes',
    reason: 'The quotation marks of this row do not pair up, so its cells cannot be told apart. Double every quotation mark inside a quoted cell.'
};
const INSIDE_UNCLOSED = {
    code: 'row.insideUnclosedQuote',
    reason: 'This line follows a quotation mark that was never closed and does not have the right number of columns. It is probably the rest of that row.'
};
const TOO_LONG = {
    code: 'row.tooLong',
    reason: 'The row is longer than 1 MB. Is a line break or a quotation mark missing?'
};
const CELL_TOO_LONG = {
    code: 'row.cellTooLong',
    reason: 'This cell is longer than 64 kB. Shorten it and import the row again.'
};
const REPEATED_HEADER = {
    code: 'row.repeatedHeader',
    reason: 'The header again, in the middle of the file. It is no contact, so it was left out.'
};
const UNREADABLE = {
    code: 'row.unreadable',
    reason: 'The cells of this row cannot be told apart.'
};
function tooManyCells(found, expected) {
    return {
        code: 'row.tooManyColumns',
        reason: `The row has ${found} columns where the file has ${expected}. Is a delimiter inside a cell that needs quotation marks?`
    };
}
/** Blank lines, and the `sep=;` line that tells Excel the delimiter. */ function isNoRow(record, delimiter) {
    if (record.text === '') return true;
    return record.line === 1 && /^(\ufeff)?sep=/i.test(record.text) && record.text.length <= 6 && record.text.includes(delimiter);
}
function isBlank(cells) {
    return cells.every((cell)=>cell === '' || cell.trim() === '');
}
function normalName(cell) {
    return (cell ?? '').trim().toLowerCase();
}
