import type { EntityManager } from 'typeorm';

type Callback = () => void;
type LastAct = (manager: EntityManager) => Promise<void>;

/** What a piece of work has asked to happen at its end, and what others keep for as long as it lasts. */
export class Unit {
  readonly lastActs: LastAct[] = [];
  readonly callbacks: Callback[] = [];
  /** What is still done after the commit, before the unit's caller goes on. Must not reject: the unit has succeeded. */
  readonly settlements: (() => Promise<void>)[] = [];
  /** For what was rolled back: memory must not be ahead of the database. */
  readonly rollbacks: Callback[] = [];
  private kept: Map<object, unknown> | null = null;

  /** The value of `owner` in this unit, made at its first call. */
  keep<T>(owner: object, make: () => T): T {
    this.kept ??= new Map();
    if (!this.kept.has(owner)) this.kept.set(owner, make());
    return this.kept.get(owner) as T;
  }
}
