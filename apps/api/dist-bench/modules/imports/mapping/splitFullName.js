const PARTICLES = new Set([
    'van',
    'von',
    'vom',
    'zu',
    'zum',
    'zur',
    'de',
    'del',
    'della',
    'der',
    'den',
    'des',
    'di',
    'da',
    'das',
    'do',
    'dos',
    'du',
    'la',
    'le',
    'lo',
    'ten',
    'ter',
    'te',
    'af',
    'av',
    'bin',
    'ibn',
    'al',
    'el',
    "d'",
    "'t",
    'st.',
    'saint'
]);
const SUFFIXES = new Set([
    'jr',
    'sr',
    'ii',
    'iii',
    'iv',
    'phd',
    'md',
    'esq',
    'mba',
    'msc',
    'bsc'
]);
const TITLES = new Set([
    'mr',
    'mrs',
    'ms',
    'miss',
    'dr',
    'prof',
    'sir',
    'herr',
    'frau',
    'hr',
    'fr',
    'ing',
    'dipl',
    'mag',
    'monsieur',
    'madame',
    'mme',
    'mlle',
    'sr',
    'sra',
    'srta',
    'sig',
    'sigra',
    'dhr',
    'mevr',
    'mw'
]);
/**
 * First and last name of a whole one: `Doe, Jane` · `Vincent van Gogh` · `Dr. Ada King Jr.`. Forms of address at the front are
 * dropped, suffixes stay with the last name, particles begin it. One word is a first name.
 */ export function splitFullName(fullName) {
    const text = fullName.replace(/\s+/g, ' ').trim();
    const comma = text.indexOf(',');
    if (comma > 0 && !isSuffix(text.slice(comma + 1).trim())) return {
        firstName: withoutTitles(text.slice(comma + 1).trim().split(' ')).join(' '),
        lastName: text.slice(0, comma).trim()
    };
    const words = withoutTitles(text.split(' '));
    if (words.length < 2) return {
        firstName: words.join(' '),
        lastName: ''
    };
    let last = words.length - 1;
    while(last > 1 && isSuffix(words[last] ?? ''))last -= 1;
    while(last > 1 && PARTICLES.has((words[last - 1] ?? '').toLowerCase()))last -= 1;
    return {
        firstName: words.slice(0, last).join(' '),
        lastName: words.slice(last).join(' ')
    };
}
function withoutTitles(words) {
    let first = 0;
    while(first < words.length - 1 && TITLES.has(plain(words[first] ?? '')))first += 1;
    return words.slice(first);
}
function isSuffix(word) {
    return SUFFIXES.has(plain(word));
}
function plain(word) {
    return word.replace(/[.,]/g, '').toLowerCase();
}
