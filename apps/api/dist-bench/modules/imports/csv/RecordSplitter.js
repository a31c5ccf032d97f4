/** Longest row that is read (UTF-16 units, close to 1 MiB of text). */ export const MAX_ROW_LENGTH = 1024 * 1024;
/** How far the end of a quoted cell is looked for before the opening quote counts as never closed. Bounds the memory of a reader. */ const LOOK_AHEAD = 4 * MAX_ROW_LENGTH;
/** How much of a broken row is kept to show to a person. */ export const MAX_RAW_LENGTH = 2048;
export const START = {
    offset: 0,
    line: 1,
    doubtfulUntil: 0,
    isSkippingLine: false
};
const NOT_KNOWN_YET = Number.MAX_SAFE_INTEGER;
/**
 * Cuts text into rows without trusting it. csv-parse decodes what is cut here; cutting is ours because no parser reports
 * physical lines, goes on behind an unclosed quote, and bounds its memory on an endless cell, all at once (ADR: reading CSV).
 */ export class RecordSplitter {
    constructor(delimiter, from = START){
        this.delimiter = delimiter;
        this.buffer = '';
        /** Where in the buffer the next record starts. */ this.at = 0;
        this.isLast = false;
        /** Next places of these characters in the buffer at or behind `at`; -1 = unknown, Infinity = none. */ this.nextQuote = -1;
        this.nextReturn = -1;
        this.nextFeed = -1;
        this.base = from.offset;
        this.line = from.line;
        this.doubtfulUntil = from.doubtfulUntil;
        this.isSkippingLine = from.isSkippingLine;
    }
    get position() {
        return {
            offset: this.base + this.at,
            line: this.line,
            doubtfulUntil: this.doubtfulUntil,
            isSkippingLine: this.isSkippingLine
        };
    }
    push(text) {
        this.append(text);
        return this.split();
    }
    /** No more text comes: what is left is a record, closed or not. */ end() {
        this.isLast = true;
        return this.split();
    }
    append(text) {
        this.base += this.at;
        this.buffer = this.at < this.buffer.length ? this.buffer.slice(this.at) + text : text;
        this.at = 0;
        this.nextQuote = this.nextReturn = this.nextFeed = -1;
    }
    split() {
        const records = [];
        if (this.isSkippingLine && !this.skipLine()) return records;
        while(this.at < this.buffer.length){
            const record = this.next();
            if (!record) break;
            records.push(record);
            if (this.isSkippingLine && !this.skipLine()) break;
        }
        return records;
    }
    next() {
        const lineEnd = this.lineEnd(this.at);
        const ending = this.quoteBefore(lineEnd) ? this.endOfQuoted() : endOfPlain(lineEnd);
        switch(ending.kind){
            case 'record':
                return this.take(ending.end, ending.shape);
            case 'needMore':
                return this.buffer.length - this.at > LOOK_AHEAD ? this.giveUp(lineEnd, NOT_KNOWN_YET) : null;
            case 'broken':
                return this.giveUp(lineEnd, ending.at);
        }
    }
    take(end, shape) {
        const record = {
            shape,
            text: this.buffer.slice(this.at, end),
            line: this.line,
            isDoubtful: this.base + this.at < this.doubtfulUntil
        };
        if (shape !== 'plain') {
            this.line += countLineEnds(record.text);
            if (this.doubtfulUntil === NOT_KNOWN_YET) this.doubtfulUntil = this.base + end;
        }
        this.moveBehindLineEnd(end);
        return record;
    }
    /** Reports the physical line on which the trouble began and goes on with the next one, so that one lost quote costs one row. */ giveUp(lineEnd, troubleAt) {
        if (lineEnd === Infinity) return this.takeEndless();
        if (troubleAt <= lineEnd) return this.take(lineEnd, 'loose');
        const until = troubleAt === NOT_KNOWN_YET ? NOT_KNOWN_YET : this.base + troubleAt;
        const record = this.take(lineEnd, 'unclosed');
        this.doubtfulUntil = Math.max(this.doubtfulUntil, until);
        return record;
    }
    takeEndless() {
        const text = this.buffer.slice(this.at, this.at + MAX_RAW_LENGTH);
        const record = {
            shape: 'endless',
            text,
            line: this.line,
            isDoubtful: false
        };
        this.isSkippingLine = true;
        return record;
    }
    /** Drops the rest of an endless line; false while its end is not in the buffer. */ skipLine() {
        const end = this.lineEnd(this.at);
        if (end === Infinity) {
            this.at = this.buffer.length;
            return false;
        }
        this.isSkippingLine = false;
        this.moveBehindLineEnd(end);
        return true;
    }
    moveBehindLineEnd(end) {
        const isPair = this.buffer.charCodeAt(end) === RETURN && this.buffer.charCodeAt(end + 1) === FEED;
        if (end < this.buffer.length) this.line += 1;
        this.at = Math.min(this.buffer.length, end + (isPair ? 2 : 1));
    }
    /** The next line end at or behind `from`; the buffer's end when it is the last text; Infinity when not in the buffer yet. */ lineEnd(from) {
        if (this.nextFeed < from) this.nextFeed = orInfinity(this.buffer.indexOf('\n', from));
        if (this.nextReturn < from) this.nextReturn = orInfinity(this.buffer.indexOf('\r', from));
        const end = Math.min(this.nextFeed, this.nextReturn);
        // A return at the very end may be the first half of a pair.
        if (end === this.buffer.length - 1 && end === this.nextReturn && !this.isLast) return Infinity;
        return end === Infinity && this.isLast ? this.buffer.length : end;
    }
    quoteBefore(lineEnd) {
        if (this.nextQuote < this.at) this.nextQuote = orInfinity(this.buffer.indexOf('"', this.at));
        return this.nextQuote < lineEnd;
    }
    endOfQuoted() {
        const { buffer } = this;
        let shape = 'quoted';
        let place = this.at;
        let isMultiLine = false;
        for(;;){
            const cell = skipBlanks(buffer, place, this.delimiter);
            const isQuoted = buffer.charCodeAt(cell) === QUOTE;
            if (isQuoted && cell !== place) shape = 'loose';
            let cellEnd;
            if (isQuoted) {
                const close = closingQuote(buffer, cell, this.isLast);
                if (close === -1) return this.isLast ? {
                    kind: 'broken',
                    at: buffer.length
                } : {
                    kind: 'needMore'
                };
                cellEnd = skipBlanks(buffer, close + 1, this.delimiter);
                if (cellEnd !== close + 1) shape = 'loose';
                if (cellEnd >= buffer.length && !this.isLast) return {
                    kind: 'needMore'
                };
                if (!this.endsCell(cellEnd)) return {
                    kind: 'broken',
                    at: close
                };
            } else cellEnd = this.endOfBareCell(place);
            if (cellEnd === Infinity) return {
                kind: 'needMore'
            };
            if (isQuoted && !isMultiLine) isMultiLine = this.lineEnd(this.at) < cellEnd;
            if (!isQuoted && this.hasQuote(place, cellEnd)) {
                // In a row of several lines a loose quote is the sign that a cell was opened by mistake further up.
                if (isMultiLine) return {
                    kind: 'broken',
                    at: cellEnd
                };
                shape = 'loose';
            }
            if (!buffer.startsWith(this.delimiter, cellEnd)) {
                if (cellEnd === buffer.length - 1 && buffer.charCodeAt(cellEnd) === RETURN && !this.isLast) return {
                    kind: 'needMore'
                };
                return {
                    kind: 'record',
                    end: cellEnd,
                    shape
                };
            }
            place = cellEnd + this.delimiter.length;
        }
    }
    endsCell(place) {
        if (place >= this.buffer.length) return true;
        const code = this.buffer.charCodeAt(place);
        return code === FEED || code === RETURN || this.buffer.startsWith(this.delimiter, place);
    }
    endOfBareCell(from) {
        return Math.min(this.lineEndFrom(from), orInfinity(this.buffer.indexOf(this.delimiter, from)));
    }
    /** Like lineEnd, without disturbing what is remembered for the record's own start. */ lineEndFrom(from) {
        const feed = this.nextFeed >= from ? this.nextFeed : orInfinity(this.buffer.indexOf('\n', from));
        const carriageReturn = this.nextReturn >= from ? this.nextReturn : orInfinity(this.buffer.indexOf('\r', from));
        const end = Math.min(feed, carriageReturn);
        return end === Infinity && this.isLast ? this.buffer.length : end;
    }
    hasQuote(from, to) {
        const quote = this.buffer.indexOf('"', from);
        return quote !== -1 && quote < to;
    }
}
const QUOTE = 34;
const FEED = 10;
const RETURN = 13;
function endOfPlain(lineEnd) {
    return lineEnd === Infinity ? {
        kind: 'needMore'
    } : {
        kind: 'record',
        end: lineEnd,
        shape: 'plain'
    };
}
/** The quote that closes the cell opened at `open`; -1 when it is not in the buffer, or may be the first half of a doubled one. */ function closingQuote(buffer, open, isLast) {
    let quote = buffer.indexOf('"', open + 1);
    while(quote !== -1 && buffer.charCodeAt(quote + 1) === QUOTE)quote = buffer.indexOf('"', quote + 2);
    return quote === buffer.length - 1 && !isLast ? -1 : quote;
}
function skipBlanks(buffer, from, delimiter) {
    let place = from;
    for(;;){
        const char = buffer.charCodeAt(place);
        if (char !== 32 && char !== 9 || buffer.startsWith(delimiter, place)) return place;
        place += 1;
    }
}
function countLineEnds(text) {
    let count = 0;
    for(let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1))count += 1;
    for(let i = text.indexOf('\r'); i !== -1; i = text.indexOf('\r', i + 1)){
        if (text.charCodeAt(i + 1) !== FEED) count += 1;
    }
    return count;
}
function orInfinity(index) {
    return index === -1 ? Infinity : index;
}
