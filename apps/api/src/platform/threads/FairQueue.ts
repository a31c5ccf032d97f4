/** Waiting jobs, served in turn by key: whoever asks for a hundred waits behind whoever asks for one. */
export class FairQueue<T> {
  private readonly waiting = new Map<string, T[]>();
  private total = 0;

  constructor(
    private readonly mostPerKey: number,
    private readonly most: number,
  ) {}

  get size(): number {
    return this.total;
  }

  /** False when it is full, for this key or altogether. */
  add(key: string, item: T): boolean {
    const own = this.waiting.get(key) ?? [];
    if (own.length >= this.mostPerKey || this.total >= this.most) return false;
    own.push(item);
    this.waiting.set(key, own);
    this.total += 1;
    return true;
  }

  /** The next item of the key that has waited longest for its turn, among those that may go on now. */
  take(mayRun: (key: string) => boolean): T | null {
    for (const [key, own] of this.waiting) {
      if (!mayRun(key)) continue;
      const item = own.shift() as T;
      this.waiting.delete(key);
      if (own.length > 0) this.waiting.set(key, own);
      this.total -= 1;
      return item;
    }
    return null;
  }

  drain(): T[] {
    const all = [...this.waiting.values()].flat();
    this.waiting.clear();
    this.total = 0;
    return all;
  }
}
