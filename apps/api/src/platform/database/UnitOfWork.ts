import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Context } from '../context/Context.js';
import { TransactionManager } from './TransactionManager.js';
import { Unit } from './Unit.js';

/**
 * One transaction around a piece of work. The context handed to `work` carries the transaction's manager and shadows the outer
 * one on purpose: everything inside must use it. A unit inside a unit joins the outer transaction. No network call inside.
 */
@Injectable()
export class UnitOfWork {
  async run<C extends Context, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
    if (ctx.manager.queryRunner?.isTransactionActive) return work(ctx);
    const unit = new Unit();
    if (ctx.lastAct) unit.lastActs.push(ctx.lastAct);
    let result: T;
    try {
      result = await ctx.manager.transaction(async (manager) => {
        if (manager instanceof TransactionManager) manager.unit = unit;
        const result = await work({ ...ctx, manager });
        for (const act of unit.lastActs) await act(manager);
        return result;
      });
    } catch (error) {
      for (const callback of unit.rollbacks) callback();
      throw error;
    }
    for (const callback of unit.callbacks) callback();
    for (const settle of unit.settlements) await settle();
    return result;
  }

  /**
   * Commits that the request has begun to act, before it does what no rollback takes back: handing a message to a mail server. Repeated
   * after a crash with the same Idempotency-Key, the request is then told that its answer was lost, and does not send again.
   */
  async markBegun(ctx: Context): Promise<void> {
    if (ctx.lastAct) await this.run(ctx, () => Promise.resolve());
  }
}

/** The unit of work that a manager belongs to; null for work outside any. Its last acts run where locks are held for the shortest time. */
export function unitOf(manager: EntityManager): Unit | null {
  return manager instanceof TransactionManager ? manager.unit : null;
}

/** Runs once the surrounding unit of work has committed, never after a rollback; at once where there is none. Must not throw. */
export function afterCommit(manager: EntityManager, callback: () => void): void {
  const unit = unitOf(manager);
  if (unit) unit.callbacks.push(callback);
  else callback();
}

/** Runs as the last thing in the surrounding unit of work, in the order in which it was asked for: where locks are held for the shortest time. */
export function lastOfAll(manager: EntityManager, act: (manager: EntityManager) => Promise<void>): void {
  const unit = unitOf(manager);
  if (!unit) throw new Error('Only a unit of work has an end.');
  unit.lastActs.push(act);
}
