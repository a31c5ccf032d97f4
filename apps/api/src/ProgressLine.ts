/** One line that counts up, for a person who watches. */
export class ProgressLine {
  private toldAt = performance.now();
  private isShown = false;

  constructor(
    private readonly name: string,
    private readonly total: number,
  ) {}

  tell(entries: number): void {
    if (!process.stdout.isTTY || performance.now() - this.toldAt < 200) return;
    this.toldAt = performance.now();
    this.isShown = true;
    process.stdout.write(`\r${this.name}: ${entries} of ${this.total}`);
  }

  end(): void {
    if (this.isShown) process.stdout.write('\r\x1b[K');
  }
}
