/**
 * MJML reads markup of its own: whatever a person wrote would be parsed, moved or broken by it. So each piece is left out behind a
 * plain word while it works, and put in afterwards.
 */
export class Words {
  private readonly pieces: string[] = [];
  private readonly nonce: string;

  /** `sources` is everything that will be left out; the words occur nowhere in it. */
  constructor(sources: readonly string[]) {
    let number = 0;
    while (sources.some((source) => source.includes(`bw${number}x`))) number += 1;
    this.nonce = `bw${number}x`;
  }

  add(piece: string): string {
    this.pieces.push(piece);
    return `${this.nonce}${this.pieces.length - 1}z`;
  }

  reveal(text: string): string {
    return text.replace(new RegExp(`${this.nonce}(\\d+)z`, 'g'), (_, index: string) => this.pieces[Number(index)] ?? '');
  }
}
