import { Parser } from 'htmlparser2';
import { TextDecoder } from 'node:util';
import { workbookError } from './workbookErrors.js';

/** What happens in an XML document; names come without their namespace. */
export interface XmlEvents {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Text without a single tag in so much of it is not written by any program: a cell holds 32,767 characters. */
const LONGEST_STRETCH = 8 * 1024 * 1024;

/**
 * Reads an XML document piece by piece. Entities that a document defines itself are not resolved, so none grows. Memory is bounded:
 * a tag or text that does not end is damage.
 */
export class XmlReader {
  private readonly parser: Parser;
  private decoder: TextDecoder | null = null;
  private stretch = 0;

  constructor(events: XmlEvents) {
    this.parser = new Parser(
      {
        onopentag: (name, attributes) => events.open?.(localName(name), attributes),
        onclosetag: (name) => events.close?.(localName(name)),
        ontext: (text) => events.text?.(text),
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  write(bytes: Buffer): void {
    this.decoder ??= new TextDecoder(encodingOf(bytes));
    this.push(this.decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.push(this.decoder?.decode() ?? '');
    this.parser.end();
  }

  private push(text: string): void {
    const lastTag = text.lastIndexOf('>');
    this.stretch = lastTag === -1 ? this.stretch + text.length : text.length - lastTag;
    if (this.stretch > LONGEST_STRETCH) throw workbookError('damaged', 'it has a cell of several megabytes');
    this.parser.write(text);
  }
}

/** A whole document. */
export async function readXml(pieces: AsyncIterable<{ readonly bytes: Buffer }>, events: XmlEvents): Promise<void> {
  const reader = new XmlReader(events);
  for await (const { bytes } of pieces) reader.write(bytes);
  reader.end();
}

/** The value of an attribute whatever its namespace: `r:id` is `id` of any prefix. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const exact = attributes[name];
  if (exact !== undefined) return exact;
  const found = Object.keys(attributes).find((key) => localName(key) === name);
  return found === undefined ? undefined : attributes[found];
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
