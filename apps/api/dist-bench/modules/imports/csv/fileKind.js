/** What a file is, when it is certainly no CSV; null when it may be one. The hint says how to get a CSV out of it. */ const SPREADSHEET_HINT = 'Open it in your spreadsheet program and export it as CSV, then import that file.';
const UNPACK_HINT = 'Unpack it and import the CSV file inside.';
const SIGNATURES = [
    {
        kind: 'a compressed archive',
        hint: UNPACK_HINT,
        bytes: [
            0x1f,
            0x8b
        ]
    },
    {
        kind: 'a compressed archive',
        hint: UNPACK_HINT,
        bytes: [
            0x37,
            0x7a,
            0xbc,
            0xaf
        ]
    },
    {
        kind: 'a compressed archive',
        hint: UNPACK_HINT,
        bytes: [
            0x52,
            0x61,
            0x72,
            0x21
        ]
    },
    {
        kind: 'an old Excel workbook',
        hint: SPREADSHEET_HINT,
        bytes: [
            0xd0,
            0xcf,
            0x11,
            0xe0
        ]
    },
    {
        kind: 'a PDF document',
        hint: 'Go back to the program the list came from and export it as CSV.',
        bytes: [
            0x25,
            0x50,
            0x44,
            0x46
        ]
    },
    {
        kind: 'an image',
        hint: 'Go back to the program the list came from and export it as CSV.',
        bytes: [
            0x89,
            0x50,
            0x4e,
            0x47
        ]
    },
    {
        kind: 'an image',
        hint: 'Go back to the program the list came from and export it as CSV.',
        bytes: [
            0xff,
            0xd8,
            0xff
        ]
    },
    {
        kind: 'an SQLite database',
        hint: 'Export the table you need as CSV.',
        bytes: [
            ...Buffer.from('SQLite format 3\0')
        ]
    }
];
const TEXT_OPENINGS = [
    {
        kind: 'a web page',
        hint: 'Sign in to the service the list comes from and download the CSV file itself.',
        opening: /^\s*<(!doctype html|html)/i
    },
    {
        kind: 'an XML file',
        hint: SPREADSHEET_HINT,
        opening: /^\s*<\?xml/i
    },
    {
        kind: 'a vCard file',
        hint: 'Export the address book again and choose CSV as the format.',
        opening: /^\s*BEGIN:VCARD/i
    },
    {
        kind: 'a rich-text document',
        hint: SPREADSHEET_HINT,
        opening: /^\{\\rtf/
    }
];
/** Looks at the first bytes of a file. More than a few zero bytes outside UTF-16 mean a binary file; a few are a damaged CSV. */ export function foreignFile(sample, isUtf16) {
    const archive = zipArchive(sample);
    if (archive) return archive;
    const bySignature = SIGNATURES.find(({ bytes })=>bytes.every((byte, i)=>sample[i] === byte));
    if (bySignature) return {
        kind: bySignature.kind,
        hint: bySignature.hint
    };
    const opening = isUtf16 ? sample.subarray(0, 400).toString('utf16le') : sample.subarray(0, 200).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
    const byOpening = TEXT_OPENINGS.find((candidate)=>candidate.opening.test(opening.replace(/^\ufeff/, '')));
    if (byOpening) return {
        kind: byOpening.kind,
        hint: byOpening.hint
    };
    if (!isUtf16 && isBinary(sample)) return {
        kind: 'a binary file',
        hint: SPREADSHEET_HINT
    };
    return null;
}
function zipArchive(sample) {
    if (sample[0] !== 0x50 || sample[1] !== 0x4b || sample[2] !== 0x03 || sample[3] !== 0x04) return null;
    const names = sample.toString('latin1');
    if (names.includes('xl/') || names.includes('[Content_Types].xml')) return {
        kind: 'an Excel workbook',
        hint: SPREADSHEET_HINT
    };
    if (names.includes('opendocument')) return {
        kind: 'an OpenDocument file',
        hint: SPREADSHEET_HINT
    };
    return {
        kind: 'a compressed archive',
        hint: UNPACK_HINT
    };
}
function isBinary(sample) {
    let strange = 0;
    for (const byte of sample){
        if (byte < 9 || byte > 13 && byte < 32 && byte !== 27) strange += 1;
    }
    return strange > 8 && strange > sample.length * 0.02;
}
