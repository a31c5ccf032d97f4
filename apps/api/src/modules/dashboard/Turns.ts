/** Lets so many pieces of work run at once; the others wait for their turn, first come, first served. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The turn is handed on: in between nobody can slip in.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
