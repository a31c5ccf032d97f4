export interface DecodedText {
  readonly text: string;
  /** The encoding, as browsers call it. */
  readonly encoding: string;
  /** Nothing said which one it is. */
  readonly isGuessed: boolean;
}

const HEAD_BYTES = 2_048;

/** The text of an HTML or MJML file: by its first bytes, as UTF-8, as its head says, and else as Windows writes in the west. */
export function decodeText(bytes: Buffer): DecodedText {
  const wide = wideEncoding(bytes);
  if (wide !== null) return { text: new TextDecoder(wide).decode(bytes), encoding: wide, isGuessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', isGuessed: false };
  } catch {
    const named = /<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,40})/i.exec(
      bytes.subarray(0, HEAD_BYTES).toString('latin1'),
    )?.[1];
    const decoder = decoderFor(named);
    const encoding = decoder === null || decoder.encoding === 'utf-8' ? 'windows-1252' : decoder.encoding;
    const isGuessed = decoder === null || decoder.encoding === 'utf-8';
    const text = encoding === 'windows-1252' || decoder === null ? decodeWestern(bytes) : decoder.decode(bytes);
    return { text, encoding, isGuessed };
  }
}

/** What Windows puts where ISO 8859-1 has control characters: 0x80 to 0x9f. Node's decoder leaves those as they are. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWestern(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (letter) => WESTERN[letter.charCodeAt(0) - 0x80] ?? letter);
}

function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Markup begins with two characters of ASCII.
  if (first !== undefined && first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  if (first === 0 && second !== undefined && second !== 0 && third === 0 && fourth !== 0) return 'utf-16be';
  return null;
}

function decoderFor(label: string | undefined): InstanceType<typeof TextDecoder> | null {
  try {
    return label === undefined ? null : new TextDecoder(label);
  } catch {
    return null;
  }
}
