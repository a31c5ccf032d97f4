import { workbookError } from './workbookErrors.js';

/** Text that a workbook may share between its cells, in bytes of UTF-8. It is held, packed, while a sheet is read. */
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_STRINGS = 16 * 1024 * 1024;

/** The texts that cells refer to by number, outside of JavaScript's heap: a million of them take what their letters take. */
export class SharedStrings {
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private ends = new Uint32Array(4 * 1024);
  private count = 0;

  add(text: string): void {
    const start = this.count === 0 ? 0 : (this.ends[this.count - 1] ?? 0);
    const end = start + Buffer.byteLength(text);
    if (end > MOST_BYTES || this.count === MOST_STRINGS)
      throw workbookError('tooLarge', `its cells have more than ${MOST_BYTES / 1024 ** 2} MB of different text`);
    if (end > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, Math.min(MOST_BYTES, this.bytes.length * 2)));
      this.bytes.copy(larger, 0, 0, start);
      this.bytes = larger;
    }
    if (this.count === this.ends.length) {
      const larger = new Uint32Array(this.ends.length * 2);
      larger.set(this.ends);
      this.ends = larger;
    }
    this.bytes.write(text, start);
    this.ends[this.count] = end;
    this.count += 1;
  }

  /** Null when there is none of that number. */
  get(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return null;
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }
}
