interface Segment {
  readonly text: string;
  readonly isEncoded: boolean;
}

/**
 * What `url_encode` answers: text that remembers which of its pieces are encoded, through assignments and further filters, so that
 * a link encodes the others and never the same one twice.
 */
export class EncodedText {
  constructor(readonly segments: readonly Segment[]) {}

  static of(text: string): EncodedText {
    return new EncodedText([{ text, isEncoded: true }]);
  }

  /** Text that still has to be encoded. */
  static raw(text: string): EncodedText {
    return new EncodedText([{ text, isEncoded: false }]);
  }

  static join(...parts: readonly EncodedText[]): EncodedText {
    return new EncodedText(parts.flatMap(({ segments }) => segments));
  }

  toString(): string {
    return this.segments.map(({ text }) => text).join('');
  }

  /** Liquid asks its operands how they compare. */
  equals(other: unknown): boolean {
    return String(other) === this.toString();
  }

  gt(other: unknown): boolean {
    return this.toString() > String(other);
  }

  geq(other: unknown): boolean {
    return this.toString() >= String(other);
  }

  lt(other: unknown): boolean {
    return this.toString() < String(other);
  }

  leq(other: unknown): boolean {
    return this.toString() <= String(other);
  }
}
