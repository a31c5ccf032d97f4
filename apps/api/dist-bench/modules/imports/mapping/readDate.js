/** How the two small numbers of 03/04/2025 are meant. */ const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/;
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})/;
const YEAR_LAST = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?/i;
/** Outlook writes 0/0/00 and databases 0000-00-00 for "no date". */ export function isEmptyDate(text) {
    return /^0{1,4}[/.-]0{1,2}[/.-]0{1,4}$/.test(text);
}
/** Reads the usual written forms; times without a zone count as UTC. Null when it is no date, 31 February included. */ export function readDate(text, order) {
    const iso = ISO.exec(text) ?? YEAR_FIRST.exec(text);
    if (iso) return fromParts(num(iso[1]), num(iso[2]), num(iso[3]), {
        hour: num(iso[4]),
        minute: num(iso[5]),
        second: num(iso[6]),
        zone: iso[7]
    });
    const written = YEAR_LAST.exec(text);
    if (!written) return null;
    const isDayFirst = written[2] === '.' || order === 'dmy';
    const [day, month] = isDayFirst ? [
        num(written[1]),
        num(written[3])
    ] : [
        num(written[3]),
        num(written[1])
    ];
    const hour = num(written[5]);
    const afternoon = written[8]?.toLowerCase() === 'pm' && hour < 12 ? 12 : written[8]?.toLowerCase() === 'am' && hour === 12 ? -12 : 0;
    return fromParts(fullYear(written[4] ?? ''), month, day, {
        hour: hour + afternoon,
        minute: num(written[6]),
        second: num(written[7]),
        zone: undefined
    });
}
/** The order that the dates of a column prove (one of the two numbers beyond 12), or null when they prove nothing. */ export function dateOrderOf(cells) {
    for (const cell of cells){
        const written = YEAR_LAST.exec(cell.trim());
        if (!written || written[2] === '.') continue;
        if (num(written[1]) > 12) return 'dmy';
        if (num(written[3]) > 12) return 'mdy';
    }
    return null;
}
function fromParts(year, month, day, { hour, minute, second, zone }) {
    const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    const isReal = time.getUTCFullYear() === year && time.getUTCMonth() === month - 1 && time.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
    if (!isReal || year < 1000) return null;
    const instant = new Date(time.getTime() - offsetMinutes(zone) * 60_000);
    return {
        date: time.toISOString().slice(0, 10),
        instant: instant.toISOString()
    };
}
function offsetMinutes(zone) {
    const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
    if (!match) return 0;
    return (match[1] === '-' ? -1 : 1) * (num(match[2]) * 60 + num(match[3]));
}
/** Two digits: a birthday or a sign-up, so never more than a decade ahead. */ function fullYear(text) {
    const year = num(text);
    if (text.length === 4) return year;
    return year <= 35 ? 2000 + year : 1900 + year;
}
function num(text) {
    return text === undefined ? 0 : Number(text);
}
