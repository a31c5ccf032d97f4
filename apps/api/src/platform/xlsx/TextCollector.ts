/** Characters of a cell that are kept: a cell holds 32,767, and whoever reads a longer one has to see that it is too long. */
export const MOST_TEXT = 70_000;

/** Characters that XML cannot hold are written as `_x000D_`, and so is a text that only looks like that. */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/** Puts the text of a cell together: the pieces of rich text, without the reading aids of East Asian editions. */
export class TextCollector {
  private text = '';
  private inText = false;
  private inPhonetic = false;

  begin(): void {
    this.text = '';
    this.inText = this.inPhonetic = false;
  }

  open(name: string): void {
    if (name === 't') this.inText = true;
    else if (name === 'rPh') this.inPhonetic = true;
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inPhonetic = false;
  }

  add(piece: string): void {
    if (this.inText && !this.inPhonetic && this.text.length < MOST_TEXT) this.text += piece.slice(0, MOST_TEXT - this.text.length);
  }

  take(): string {
    return unescapeText(this.text);
  }
}

export function unescapeText(text: string): string {
  return text.includes('_x') ? text.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;
}
