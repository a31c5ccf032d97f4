import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Context } from '../context/Context.js';

type Callback = () => void;

const pending = new WeakMap<EntityManager, Callback[]>();

/**
 * One transaction around a piece of work. The context handed to `work` carries the transaction's manager and shadows the outer
 * one on purpose: everything inside must use it. A unit inside a unit joins the outer transaction. No network call inside.
 */
@Injectable()
export class UnitOfWork {
  async run<C extends Context, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
    if (ctx.manager.queryRunner?.isTransactionActive) return work(ctx);
    const callbacks: Callback[] = [];
    const result = await ctx.manager.transaction(async (manager) => {
      pending.set(manager, callbacks);
      return work({ ...ctx, manager });
    });
    for (const callback of callbacks) callback();
    return result;
  }
}

/** Runs once the surrounding unit of work has committed, never after a rollback; at once where there is none. Must not throw. */
export function afterCommit(manager: EntityManager, callback: Callback): void {
  const callbacks = pending.get(manager);
  if (callbacks) callbacks.push(callback);
  else callback();
}
