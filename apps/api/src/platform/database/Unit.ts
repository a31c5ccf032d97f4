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
  private values: Map<object, unknown> | null = null;

  /** The value of `owner` in this unit, made at its first call. */
  keep<T>(owner: object, make: () => T): T {
    this.values ??= new Map();
    if (!this.values.has(owner)) this.values.set(owner, make());
    return this.values.get(owner) as T;
  }

  /** What `owner` keeps here already, if anything. */
  kept(owner: object): unknown {
    return this.values?.get(owner);
  }
}
