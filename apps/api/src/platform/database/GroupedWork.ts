import { outsideScope } from './transactionScope.js';

/** More of them would be one long transaction, and whoever waits for it waits longer than for two short ones. */
const MOST_IN_A_GROUP = 32;
/** While one group waits for the disk the next is made ready. */
const GROUPS_AT_ONCE = 2;

/** Does what several asked for, and answers each in their order. `committed` is called when the next group may begin. */
type Work<Item, Result> = (items: readonly Item[], committed: () => void) => Promise<readonly Result[]>;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Line<Item, Result> {
  readonly waiting: Waiting<Item, Result>[];
  running: number;
  isCalled: boolean;
}

/**
 * What many ask for at one moment, done together: whoever comes while nothing is under way begins at once, and those who come meanwhile
 * are the next group. Nobody waits for a timer, so one request alone takes no longer than without this. Each key has a line of its own.
 */
export class GroupedWork<Item, Result> {
  private readonly lines = new Map<string, Line<Item, Result>>();

  constructor(private readonly work: Work<Item, Result>) {}

  do(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const line = this.lines.get(key) ?? { waiting: [], running: 0, isCalled: false };
      this.lines.set(key, line);
      line.waiting.push({ item, resolve, reject });
      this.call(key, line);
    });
  }

  /** At the end of this turn of the event loop: what arrived together is one group. */
  private call(key: string, line: Line<Item, Result>): void {
    if (line.isCalled || line.running >= GROUPS_AT_ONCE) return;
    line.isCalled = true;
    outsideScope(() =>
      setImmediate(() => {
        line.isCalled = false;
        void this.begin(key, line);
      }),
    );
  }

  private async begin(key: string, line: Line<Item, Result>): Promise<void> {
    const group = line.waiting.splice(0, MOST_IN_A_GROUP);
    line.running += 1;
    if (line.waiting.length > 0) this.call(key, line);
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      line.running -= 1;
      if (line.waiting.length > 0) this.call(key, line);
      else if (line.running === 0) this.lines.delete(key);
    };
    try {
      const results = await this.work(
        group.map(({ item }) => item),
        end,
      );
      group.forEach(({ resolve }, at) => resolve(results[at] as Result));
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      end();
    }
  }
}
