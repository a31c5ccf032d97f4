import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Context } from '../context/Context.js';

type Callback = () => void;
type LastAct = (manager: EntityManager) => Promise<void>;

interface Pending {
  readonly lastActs: LastAct[];
  readonly callbacks: Callback[];
}

const pending = new WeakMap<EntityManager, Pending>();

/**
 * One transaction around a piece of work. The context handed to `work` carries the transaction's manager and shadows the outer
 * one on purpose: everything inside must use it. A unit inside a unit joins the outer transaction. No network call inside.
 */
@Injectable()
export class UnitOfWork {
  async run<C extends Context, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
    if (ctx.manager.queryRunner?.isTransactionActive) return work(ctx);
    const own: Pending = { lastActs: ctx.lastAct ? [ctx.lastAct] : [], callbacks: [] };
    const result = await ctx.manager.transaction(async (manager) => {
      pending.set(manager, own);
      const result = await work({ ...ctx, manager });
      for (const act of own.lastActs) await act(manager);
      return result;
    });
    for (const callback of own.callbacks) callback();
    return result;
  }
}

/** Runs once the surrounding unit of work has committed, never after a rollback; at once where there is none. Must not throw. */
export function afterCommit(manager: EntityManager, callback: Callback): void {
  const unit = pending.get(manager);
  if (unit) unit.callbacks.push(callback);
  else callback();
}

/** Runs as the last thing inside the surrounding unit of work, where locks are held for the shortest time. False where there is none. */
export function beforeCommit(manager: EntityManager, act: LastAct): boolean {
  const unit = pending.get(manager);
  unit?.lastActs.push(act);
  return unit !== undefined;
}
